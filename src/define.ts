import { CommentForm } from './elements/comment-form.js';
import { CommentWidget } from './elements/comment-widget.js';
import { define } from './elements/registration.js';

// <comment-thread> and <comment-item> follow when a widget has something to show in them.
define('comment-form', CommentForm);
define('comment-widget', CommentWidget);
