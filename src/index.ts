export type {
  Adapter,
  AdapterFactory,
  AdapterOptions,
  CommentTarget,
  ListQuery,
  PostOptions,
  PostTarget,
  RequestOptions,
  Vote,
} from './core/adapter.js';
export type { Author, CommentData, CommentStatus, Content, OwnComment, Page, Receipt } from './core/comment.js';
export type { Draft } from './core/draft.js';
export { CommentError, errorCodes, type Challenge, type ErrorCode, type Issue, type IssueCode } from './core/errors.js';
export { defaultRules, type FieldName, type FieldRule, type FieldUse, type Order, type Rules } from './core/rules.js';
export { registerAdapter, type AdapterLoader } from './adapters/registry.js';
export { registerLocale, type LocaleLoader } from './locales/registry.js';
export { fr, type Messages } from './locales/fr.js';
export type { Wording } from './controllers/locale-controller.js';
export type { CommentEvents } from './core/events.js';
export { CommentCount } from './elements/comment-count.js';
export { CommentForm } from './elements/comment-form.js';
export { CommentItem } from './elements/comment-item.js';
export { CommentThread } from './elements/comment-thread.js';
export { CommentWidget } from './elements/comment-widget.js';
