import type { Receipt } from '../../core/comment.js';

/** What is said around comments that wait to be sent. It comes with them. */
export const outbox = {
  label: 'Commentaires en attente d’envoi',
  waiting: 'En attente d’envoi',
  answers: (name: string) => `En réponse à ${name}`,
  unreachable:
    'Le site ne répond pas. Votre commentaire partira de lui-même dès que possible, ici ou à votre prochaine visite.',
  busy: 'Le site demande un peu de patience. Votre commentaire partira ensuite de lui-même.',
  offline: 'Vous êtes hors ligne. Votre commentaire partira de lui-même quand la connexion reviendra.',
  /** Where no storage takes it, or none shall. */
  fleeting: 'Ce commentaire n’est gardé que dans cette page\u00a0: laissez-la ouverte, il partira dès que possible.',
  uncertain:
    'Nous ne savons pas si ce commentaire est arrivé\u00a0: il n’est pas dans la discussion, mais il attend peut-être une modération. Si vous le renvoyez, il pourrait paraître deux fois.',
  challenge:
    'Le site demande une vérification. Choisissez «\u00a0Modifier\u00a0» pour la faire, puis renvoyez votre commentaire.',
  elsewhere: 'Ce commentaire est en cours d’envoi dans un autre onglet. Réessayez dans un instant.',
  /** In the form, where it is changed. */
  doubtful:
    'Ce commentaire est peut-être déjà arrivé\u00a0: si vous l’envoyez modifié, les deux versions pourraient paraître.',
  send: 'Envoyer maintenant',
  resend: 'Renvoyer',
  edit: 'Modifier',
  discard: 'Renoncer',
  discarded: 'Ce commentaire ne sera pas envoyé.',
  /** Where it may have arrived before. */
  discardedLate: 'Ce commentaire ne sera plus envoyé. S’il était déjà arrivé, il paraîtra dans la discussion.',
  undo: 'Rétablir',
  /** Where more than one has gone. */
  several: {
    published: (count) => `Vos ${count}\u00a0commentaires sont publiés.`,
    pending: (count) =>
      `Vos ${count}\u00a0commentaires sont en attente de modération. Ils seront visibles après leur validation.`,
    accepted: (count) => `Vos ${count}\u00a0commentaires sont envoyés. Ils seront peut-être relus avant de paraître.`,
  } as Record<Receipt['status'], (count: number) => string>,
};

export type OutboxWords = typeof outbox;
