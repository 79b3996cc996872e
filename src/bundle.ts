import { registerAdapter } from './adapters/registry.js';
import { CommentCount } from './elements/comment-count.js';
import { CommentForm } from './elements/comment-form.js';
import { CommentWidget } from './elements/comment-widget.js';
import { define } from './elements/registration.js';
import { registerLocale } from './locales/registry.js';

export { registerAdapter } from './adapters/registry.js';
export { CommentError } from './core/errors.js';
export { defaultRules } from './core/rules.js';
export { registerLocale } from './locales/registry.js';

registerAdapter('artalk', async () => (await import('./adapters/artalk.js')).artalk);
registerAdapter('comentario', async () => (await import('./adapters/comentario.js')).comentario);
registerAdapter('commento', async () => (await import('./adapters/commento.js')).commento);
registerAdapter('cusdis', async () => (await import('./adapters/cusdis.js')).cusdis);
registerAdapter('http', async () => (await import('./adapters/json-endpoint.js')).jsonEndpoint);
registerAdapter('isso', async () => (await import('./adapters/isso.js')).isso);
registerAdapter('memory', async () => (await import('./adapters/memory.js')).memory);
registerAdapter('pocketbase', async () => (await import('./adapters/pocketbase.js')).pocketbase);
registerAdapter('postgrest', async () => (await import('./adapters/postgrest.js')).postgrest);
registerAdapter('remark42', async () => (await import('./adapters/remark42.js')).remark42);
registerAdapter('rest', async () => (await import('./adapters/rest.js')).rest);
registerAdapter('twikoo', async () => (await import('./adapters/twikoo.js')).twikoo);
registerAdapter('waline', async () => (await import('./adapters/waline.js')).waline);
registerAdapter('wordpress-form', async () => (await import('./adapters/wordpress-form.js')).wordpressForm);
registerAdapter('wordpress-rest', async () => (await import('./adapters/wordpress-rest.js')).wordpressRest);

registerLocale('en', async () => (await import('./locales/en.js')).en);

// Last: an element that is in the page already starts here, and shall know its language.
define('comment-count', CommentCount);
define('comment-form', CommentForm);
define('comment-widget', CommentWidget);
