import { CommentCount } from './elements/comment-count.js';
import { define } from './elements/registration.js';

// Apart from the widget: pages of teasers have no form.
define('comment-count', CommentCount);
