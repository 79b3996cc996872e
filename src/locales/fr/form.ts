import type { ErrorCode } from '../../core/errors.js';
import type { FieldName } from '../../core/rules.js';
import type { OutboxWords } from './outbox.js';
import type { WritingWords } from './writing.js';

/** What is said around a form. Every sentence that reports a problem says what to do. */
export const form = {
  title: 'Laisser un commentaire',
  emailNotice: 'Votre adresse e-mail ne sera pas publiée.',
  requiredNotice: 'Les champs obligatoires sont indiqués avec *',
  fields: {
    body: 'Commentaire',
    name: 'Nom',
    email: 'E-mail',
    url: 'Site web',
  } as Record<FieldName, string>,
  identity: 'Vos coordonnées',
  emailHint: 'Exemple\u00a0: nom@exemple.fr',
  remember: 'Enregistrer mon nom, mon e-mail et mon site dans le navigateur pour mon prochain commentaire.',
  /** Where one of the three fields is not there. */
  rememberSome: 'Enregistrer mes coordonnées dans le navigateur pour mon prochain commentaire.',
  submit: 'Laisser un commentaire',
  shortcut: 'Ctrl ou ⌘ + Entrée pour envoyer',
  privacy: 'Données personnelles',

  errors: {
    network: 'Le site ne répond pas. Vérifiez votre connexion, puis réessayez.',
    unavailable: 'Le site rencontre un problème passager. Réessayez dans un instant.',
    'rate-limited': 'Vous envoyez vos commentaires trop rapidement. Patientez un peu.',
    invalid: 'Le site n’accepte pas ce commentaire tel quel. Corrigez-le, puis réessayez.',
    rejected: 'Le site a refusé ce commentaire. Modifiez-le, puis réessayez.',
    unauthorized: 'Vous devez vous connecter pour publier un commentaire.',
    forbidden: 'Vous n’avez pas l’autorisation de commenter ici.',
    challenge: 'Le site demande une vérification. Faites-la, puis réessayez.',
    closed: 'Les commentaires sont fermés pour cet article.',
    gone: 'Cette discussion n’existe plus. Copiez votre texte, puis rechargez la page.',
    duplicate: 'Vous avez déjà envoyé ce commentaire. Modifiez-le pour ajouter quelque chose.',
    protocol: 'Le site a donné une réponse inattendue. Réessayez plus tard.',
    misconfigured: 'Les commentaires ne sont pas disponibles pour le moment.',
  } satisfies Record<ErrorCode, string> as Record<ErrorCode, string>,
  retry: 'Réessayer',
  backToTop: 'Retour en haut',
  /** What comes later in French, with the code that says it; another language says it here. */
  writing: {} as Partial<WritingWords>,
  outbox: {} as Partial<OutboxWords>,
};
