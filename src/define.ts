import { CommentForm } from './elements/comment-form.js';
import { CommentThread } from './elements/comment-thread.js';
import { CommentWidget } from './elements/comment-widget.js';
import { define } from './elements/registration.js';

define('comment-thread', CommentThread);
define('comment-form', CommentForm);
define('comment-widget', CommentWidget);
