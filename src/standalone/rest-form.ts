import { rest } from '../adapters/rest.js';
import { registerAdapter } from '../adapters/registry.js';
import '../define.js';

export { registerAdapter } from '../adapters/registry.js';
export { CommentError } from '../core/errors.js';
export { defaultRules } from '../core/rules.js';
export { registerLocale } from '../locales/registry.js';

registerAdapter('rest', () => rest);
