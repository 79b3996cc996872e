import type { Draft } from '../../../src/core/draft.js';

export const draft: Draft = { body: 'Bonjour', name: 'Zoé', email: 'zoe@exemple.fr', url: '', extra: {} };

/** As PocketBase 0.40.4 gave it. */
export const recorded = {
  author: 'Zoé',
  collectionId: 'pbc_533777971',
  collectionName: 'comments',
  content: 'Bonjour **à tous** & merci.',
  created: '2026-11-22 06:28:05.587Z',
  id: 'fpxriomewpob5c7',
  page: '/article-ouvert/',
  parent: '',
  status: 'approved',
  website: 'https://zoe.example',
};

/** What the adapter makes of it. */
export const comment = {
  id: 'fpxriomewpob5c7',
  parentId: null,
  author: { name: 'Zoé', url: 'https://zoe.example' },
  content: { format: 'text', value: 'Bonjour **à tous** & merci.' },
  createdAt: new Date(Date.UTC(2026, 10, 22, 6, 28, 5, 587)),
  status: 'published',
};
