import { registerAdapter } from '../adapters/registry.js';
import { rest } from '../adapters/rest.js';
import '../define-count.js';

registerAdapter('rest', () => rest);
