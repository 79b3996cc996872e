import type { CommentStore } from './comment-store.ts';
import { seedThread } from './seed-thread.ts';

interface SeedComment {
  readonly name: string;
  readonly url?: string;
  readonly isStaff?: boolean;
  readonly isPinned?: boolean;
  /** Deleted once it was answered. */
  readonly isDeleted?: boolean;
  readonly lang?: string;
  readonly score?: number;
  readonly body: string;
  /** How long before the first start of the server it was written. */
  readonly hoursAgo: number;
  /** When it was changed. */
  readonly editedHoursAgo?: number;
  /** The place of the comment it answers, in this very list. */
  readonly answers?: number;
}

/** What the articles of the demo begin with, oldest first. */
const threads: Readonly<Record<string, readonly SeedComment[]>> = {
  '/': [
    {
      name: 'Brigitte Lemaire',
      body: 'Ils sont arrivés hier soir au-dessus de la halle, trois jours plus tard que l’an dernier. J’ai ouvert la fenêtre rien que pour les entendre.\n\nMerci pour ce reportage\u202f: on passe dessous toute sa vie sans savoir qu’ils dorment là-haut.',
      hoursAgo: 74,
      score: 12,
    },
    {
      name: 'Camille Aubry',
      isStaff: true,
      isPinned: true,
      body: 'Une colonie au-dessus de chez vous, un chantier qui s’annonce\u202f? Dites-le ici\u00a0: je transmets chaque vendredi à celles et ceux qui comptent les nids.',
      hoursAgo: 72,
      score: 9,
    },
    {
      name: 'Youssef Amrani',
      url: 'https://toits-et-nichoirs.example.org/',
      body: 'Couvreur moi aussi, et je confirme\u00a0: personne ne nous parle des nids à la formation. Une brique creuse se pose en dix minutes quand l’échafaudage est déjà monté. Il suffit qu’on nous le demande.',
      hoursAgo: 70.5,
      editedHoursAgo: 70.4,
      score: 17,
    },
    {
      name: 'Élodie',
      body: 'Une question toute bête\u00a0: à quelle hauteur faut-il poser le nichoir\u202f? Nous sommes au deuxième étage, côté cour.',
      hoursAgo: 51,
    },
    {
      name: 'Youssef Amrani',
      url: 'https://toits-et-nichoirs.example.org/',
      body: 'Cinq mètres au moins, avec le vide dessous\u00a0: ils se laissent tomber pour prendre leur élan. Votre deuxième étage ira très bien si aucun arbre ne gêne.',
      hoursAgo: 49.5,
      answers: 3,
      score: 6,
    },
    {
      name: 'Élodie',
      body: 'Pas d’arbre, seulement le vélo du voisin. Merci beaucoup\u202f! 🙂',
      hoursAgo: 48,
      answers: 4,
      score: 2,
    },
    {
      name: 'Anonyme',
      body: 'Supprimé depuis.',
      hoursAgo: 30,
      isDeleted: true,
    },
    {
      name: 'Camille Aubry',
      isStaff: true,
      body: 'On peut préférer les façades lisses, et le dire sans s’en prendre à personne. La discussion reste ouverte.',
      hoursAgo: 29,
      answers: 6,
      score: 4,
    },
    {
      name: 'Fiona MacLeod',
      lang: 'en',
      body: 'Greetings from Edinburgh: every new house in our street has had swift bricks since 2018. It took them four summers to move in, and now the evenings are loud and lovely.',
      hoursAgo: 24,
      score: 8,
    },
    {
      name: 'J.-P. Vasseur',
      body: 'On en comptait quarante au-dessus de l’école dans les années quatre-vingt. Il en reste six. Que la façade soit propre ne me console pas tout à fait.',
      hoursAgo: 20,
      score: 5,
    },
    {
      name: 'Nour',
      body: 'Lu à voix haute à mes élèves ce matin. Ils ont passé la récréation le nez en l’air.',
      hoursAgo: 3.5,
    },
  ],
  '/sans-script': [
    {
      name: 'Martial Guérin',
      body: 'Vingt ans que je prends cette ligne, et c’est exactement cela\u00a0: le silence de deux heures du matin, quand le train s’arrête et que tout le compartiment se réveille.',
      hoursAgo: 26,
    },
    {
      name: 'Inès',
      body: 'Et le pyjama repassé\u202f! J’ai ri toute seule dans le métro.',
      hoursAgo: 5,
      answers: 0,
    },
  ],
};

function date(start: number, hoursAgo: number): Date {
  return new Date(start - hoursAgo * 3_600_000);
}

function plant(store: CommentStore, thread: string, comments: readonly SeedComment[]): void {
  const start = Date.now();
  const ids: string[] = [];
  for (const { name, url = '', body, hoursAgo, editedHoursAgo, answers, isPinned = false, ...more } of comments) {
    const parentId = answers === undefined ? null : (ids[answers] ?? null);
    const submission = { thread, parentId, body, name, email: 'lecteur@example.org', url, extra: {} };
    const createdAt = date(start, hoursAgo);
    const editedAt = editedHoursAgo === undefined ? undefined : date(start, editedHoursAgo);
    const { id } = store.insert(submission, { status: 'published', createdAt, editedAt, ...more });
    ids.push(String(id));
    store.setPinned(String(id), isPinned);
  }
  for (const [index, { isDeleted }] of comments.entries()) if (isDeleted) store.remove(ids[index]!);
}

/**
 * Fills an empty store, so that the first visitor does not come into an empty room.
 * @param count of comments on the page `/`, instead of the few that are written here
 */
export function seed(store: CommentStore, count?: number): void {
  store.transaction(() => {
    for (const [thread, comments] of Object.entries(threads)) {
      if (thread === '/' && count !== undefined) seedThread(store, thread, count);
      else plant(store, thread, comments);
    }
  });
}
