import { registerAdapter } from '../adapters/registry.js';
import { waline } from '../adapters/waline.js';
import '../define.js';

export { registerAdapter } from '../adapters/registry.js';
export { CommentError } from '../core/errors.js';
export { defaultRules } from '../core/rules.js';
export { registerLocale } from '../locales/registry.js';

registerAdapter('waline', () => waline);
