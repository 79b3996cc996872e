import type { Order } from '../../core/rules.js';
import { ago, date } from './dates.js';
import { plural } from './numbers.js';
import type { PanelWords } from './panel.js';

/** What is said around comments. */
export const thread = {
  count: (count: number) => (count ? plural(count, 'commentaire', 'commentaires') : 'Aucun commentaire'),
  empty: 'Soyez la première personne à réagir à cet article.',
  loading: 'Chargement des commentaires…',
  unread: 'Les commentaires n’ont pas pu être chargés.',
  /** `left`: how many there are still, 0 where nobody knows. */
  more: (left: number) => `Afficher plus de commentaires${left ? ` (${plural(left, 'restant', 'restants')})` : ''}`,
  earlier: 'Afficher les commentaires précédents',
  replies: (count: number) => `Afficher ${plural(count, 'réponse', 'réponses')}`,
  news: (count: number) => `${plural(count, 'nouveau commentaire', 'nouveaux commentaires')} — Afficher`,
  sort: 'Trier par',
  orders: { oldest: 'Les plus anciens', newest: 'Les plus récents', best: 'Les mieux notés' } as Record<Order, string>,

  anonymous: 'Anonyme',
  staff: 'Rédaction',
  pinned: 'Épinglé',
  edited: 'modifié',
  awaiting: 'En attente de modération',
  deleted: 'Commentaire supprimé',
  answers: (name: string) => `En réponse à ${name}`,
  date,
  ago,

  reply: 'Répondre',
  replyTo: (name: string) => `Répondre à ${name}`,
  cancelReply: 'Annuler la réponse',
  like: 'J’aime',
  dislike: 'Je n’aime pas',
  /** What a button does, and to whose comment: the same words stand at every comment. */
  act: (act: string, name: string) => `${act}, commentaire de ${name}`,
  score: (score: number) => plural(score, 'vote', 'votes'),
  edit: 'Modifier',
  remove: 'Supprimer',
  report: 'Signaler',
  copyLink: 'Copier le lien',
  copied: 'Le lien est copié.',
  inAddress: 'Le lien est dans la barre d’adresse.',
  /** What comes later in French; another language says it here. */
  panel: {} as Partial<PanelWords>,
};
