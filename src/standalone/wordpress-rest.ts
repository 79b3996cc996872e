import { registerAdapter } from '../adapters/registry.js';
import { wordpressRest } from '../adapters/wordpress-rest.js';
import '../define.js';

export { registerAdapter } from '../adapters/registry.js';
export { CommentError } from '../core/errors.js';
export { defaultRules } from '../core/rules.js';
export { registerLocale } from '../locales/registry.js';

registerAdapter('wordpress-rest', () => wordpressRest);
