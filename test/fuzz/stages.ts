import type { HttpHandler } from 'msw';
import { artalk } from '../../src/adapters/artalk.js';
import { comentario } from '../../src/adapters/comentario.js';
import { commento } from '../../src/adapters/commento.js';
import { cusdis } from '../../src/adapters/cusdis.js';
import { isso } from '../../src/adapters/isso.js';
import { jsonEndpoint } from '../../src/adapters/json-endpoint.js';
import { pocketbase } from '../../src/adapters/pocketbase.js';
import { postgrest } from '../../src/adapters/postgrest.js';
import { remark42 } from '../../src/adapters/remark42.js';
import { rest } from '../../src/adapters/rest.js';
import { twikoo } from '../../src/adapters/twikoo.js';
import { waline } from '../../src/adapters/waline.js';
import { wordpressForm } from '../../src/adapters/wordpress-form.js';
import { wordpressRest } from '../../src/adapters/wordpress-rest.js';
import type { AdapterScenario } from '../../src/testing/adapter-suite.js';
import { RestBackend } from '../support/backend.js';
import { ArtalkServer } from '../support/backends/artalk.js';
import { ComentarioServer } from '../support/backends/comentario.js';
import { CommentoServer } from '../support/backends/commento.js';
import { CusdisBackend } from '../support/backends/cusdis.js';
import { IssoServer } from '../support/backends/isso.js';
import { JsonServer } from '../support/backends/json-server.js';
import { PocketBase } from '../support/backends/pocketbase.js';
import { Postgrest } from '../support/backends/postgrest.js';
import { Remark42 } from '../support/backends/remark42.js';
import { TwikooBackend } from '../support/backends/twikoo.js';
import { WalineBackend } from '../support/backends/waline.js';
import { WordPressBackend } from '../support/backends/wordpress.js';

/** A backend with nothing in it yet, and its adapter. */
export interface Stage extends AdapterScenario {
  readonly handlers: readonly HttpHandler[];
  /** What makes it answer what is posted next in another way. */
  readonly moods?: readonly (() => unknown)[];
}

/** All that ask somebody: `memory` asks nobody. */
export const stages: Readonly<Record<string, () => Stage>> = {
  artalk() {
    const server = new ArtalkServer();
    return {
      handlers: server.handlers,
      create: () => artalk({ endpoint: server.endpoint, site: server.site, timeZone: server.timeZone }),
      can: ['find', 'vote', 'count'],
      approve: (thread) => server.approve(thread),
      close: (thread) => server.close(thread),
      moods: [
        () => (server.moderated = true),
        () => Object.assign(server, { captcha: 'image', actionLimit: 0 }),
        () => Object.assign(server, { captcha: 'turnstile', actionLimit: 0 }),
        () => (server.anonymous = false),
      ],
    };
  },

  comentario() {
    const server = new ComentarioServer();
    return {
      handlers: server.handlers,
      create: () => comentario({ endpoint: server.endpoint }),
      thread: () => `/suite/${crypto.randomUUID()}/`,
      can: ['count', 'around', 'parent'],
      approve: (thread) => server.approve(thread),
      close: (thread) => server.close(thread),
      moods: [
        () => (server.moderated = true),
        () => (server.silenced = 'readonly'),
        () => (server.host = 'autre.example'),
      ],
    };
  },

  commento() {
    const server = new CommentoServer();
    return {
      handlers: server.handlers,
      create: () => commento({ endpoint: server.endpoint }),
      can: ['count', 'around', 'parent'],
      approve: (thread) => server.approve(thread),
      close: (thread) => server.close(thread),
      moods: [
        () => (server.moderateAllAnonymous = true),
        () => (server.requireIdentification = true),
        () => (server.isFrozen = true),
        () => (server.domain = 'autre.example'),
      ],
    };
  },

  cusdis() {
    const server = new CusdisBackend();
    return {
      handlers: server.handlers,
      create: () => cusdis({ endpoint: server.origin, appId: server.appId }),
      can: ['count'],
      approve: (thread) => server.approve(thread),
    };
  },

  http() {
    const server = new JsonServer();
    return {
      handlers: server.handlers,
      create: () => jsonEndpoint(server.options),
      can: ['count'],
      approve: (thread) => server.approve(thread),
      close: (thread) => server.close(thread),
      moods: [() => (server.moderated = true)],
    };
  },

  isso() {
    const server = new IssoServer();
    return {
      handlers: server.handlers,
      create: () => isso({ endpoint: server.endpoint }),
      thread: () => `/${crypto.randomUUID()}/`,
      can: ['find', 'remove', 'vote', 'count', 'parent'],
      approve: (thread) => server.approve(thread),
      moods: [() => (server.moderated = true), () => (server.ratelimit = 0), () => (server.keepsCookies = false)],
    };
  },

  pocketbase() {
    const server = new PocketBase();
    return {
      handlers: server.handlers,
      create: () => pocketbase({ endpoint: server.endpoint }),
      can: ['count'],
      approve: (thread) => server.approve(thread),
      moods: [() => (server.status = 'waiting'), () => (server.left = 0), () => (server.creates = false)],
    };
  },

  postgrest() {
    const server = new Postgrest();
    return {
      handlers: server.handlers,
      create: () => postgrest({ endpoint: server.endpoint }),
      can: ['count'],
      approve: (thread) => server.approve(thread),
      close: (thread) => server.close(thread),
      moods: [() => (server.published = false), () => (server.left = 0), () => (server.key = 'other')],
    };
  },

  remark42() {
    const server = new Remark42();
    return {
      handlers: server.handlers,
      create: () => remark42({ endpoint: server.endpoint }),
      thread: () => `/article-${crypto.randomUUID()}/`,
      can: ['count'],
      close: (thread) => server.close(location.origin + thread),
      moods: [
        () => (server.left = 0),
        () => server.reserved.add('Marie Curie'),
        () => (server.letsIn = false),
        () => (server.exposesToken = false),
      ],
    };
  },

  rest() {
    const server = new RestBackend();
    return {
      handlers: server.handlers,
      create: () => rest({ endpoint: server.endpoint }),
      can: ['find', 'edit', 'remove', 'vote', 'report', 'count', 'around', 'parent', 'since'],
      approve: (thread) => server.approve(thread),
      close: (thread) => server.close(thread),
      moods: [() => (server.moderated = true)],
    };
  },

  twikoo() {
    const server = new TwikooBackend();
    return {
      handlers: server.handlers,
      create: () => twikoo({ endpoint: server.endpoint }),
      can: ['find', 'remove', 'vote', 'count'],
      approve: (thread) => server.approve(thread),
      moods: [
        () => (server.secrets = { review: true }),
        () => (server.secrets = { most: -1 }),
        () => (server.secrets = { blocked: 'commentaire' }),
        () => (server.config = { ...server.config, CAPTCHA_PROVIDER: 'Cap' }),
      ],
    };
  },

  waline() {
    const server = new WalineBackend();
    return {
      handlers: server.handlers,
      create: () => waline({ endpoint: server.endpoint }),
      can: ['vote', 'count'],
      approve: (thread) => server.approve(thread),
      moods: [
        () => (server.audit = true),
        () => (server.captcha = 'jeton'),
        () => (server.login = true),
        () => (server.objection = 'Trop de liens'),
      ],
    };
  },

  'wordpress-form'() {
    const server = new WordPressBackend();
    return {
      handlers: server.handlers,
      create: () => wordpressForm({ api: server.endpoint }),
      thread: () => server.publish(),
      approve: (thread) => server.approve(thread),
      close: (thread) => server.close(thread),
      moods: wordpressMoods(server),
    };
  },

  'wordpress-rest'() {
    const server = new WordPressBackend('https://wordpress.example');
    return {
      handlers: server.handlers,
      create: () => wordpressRest({ endpoint: server.endpoint }),
      thread: () => server.publish(),
      approve: (thread) => server.approve(thread),
      close: (thread) => server.close(thread),
      moods: wordpressMoods(server),
    };
  },
};

function wordpressMoods(server: WordPressBackend) {
  return [
    () => (server.moderated = true),
    () => (server.flood = true),
    () => (server.registration = true),
    () => (server.anonymous = false),
    () => (server.forbidden = 'commentaire'),
  ];
}
