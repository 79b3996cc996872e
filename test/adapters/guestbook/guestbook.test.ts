import { describeAdapter } from '../../../src/testing/adapter-suite.js';
import { GuestbookServer } from './guestbook-server.js';
import { guestbook } from './guestbook.js';

describeAdapter('guestbook', {
  create() {
    const server = new GuestbookServer();
    globalThis.fetch = server.fetch;
    return guestbook({ endpoint: 'https://livre-d-or.example/entries' });
  },
});

let down: GuestbookServer;

describeAdapter('guestbook, its server down,', {
  create() {
    down = new GuestbookServer();
    globalThis.fetch = down.fetch;
    return guestbook({ endpoint: 'https://livre-d-or.example/entries' });
  },
  failures: { unavailable: () => void (down.isDown = true) },
});
