import { registerAdapter } from '../adapters/registry.js';
import { waline } from '../adapters/waline.js';
import '../define-count.js';

registerAdapter('waline', () => waline);
