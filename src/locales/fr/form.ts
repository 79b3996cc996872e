import type { Receipt } from '../../core/comment.js';
import type { ErrorCode, Issue, IssueCode } from '../../core/errors.js';
import type { FieldName } from '../../core/rules.js';
import { plural } from './numbers.js';
import type { OutboxWords } from './outbox.js';

const characters = (count: number) => plural(count, 'caractère', 'caractères');

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

  restored: 'Brouillon restauré.',
  erase: 'Effacer',
  remaining: (count: number) => (count < 0 ? `${characters(-count)} de trop` : `Il reste ${characters(count)}`),
  suggestion: (email: string) => `Vouliez-vous écrire ${email}\u202f?`,

  summary: (count: number) => `Rien n’est encore envoyé\u00a0: ${plural(count, 'champ', 'champs')} à corriger.`,
  issues: {
    required: ({ field }) =>
      ({
        body: 'Écrivez votre commentaire.',
        name: 'Indiquez votre nom.',
        email: 'Indiquez votre adresse e-mail, par exemple nom@exemple.fr.',
        url: 'Indiquez l’adresse de votre site, par exemple https://exemple.fr.',
      })[field],
    'too-short': ({ limit }, label) =>
      `${label}\u00a0: écrivez au moins ${limit ? characters(limit) : 'quelques mots'}.`,
    'too-long': ({ limit, length }, label) =>
      `${label}\u00a0: ${limit && length ? `retirez ${characters(length - limit)}` : 'raccourcissez votre texte'}.`,
    email: () => 'Saisissez une adresse e-mail au format nom@exemple.fr.',
    url: () => 'Saisissez une adresse de site au format https://exemple.fr.',
    refused: ({ message }, label) => `${label}\u00a0: ${message ?? 'le site n’accepte pas cette saisie, modifiez-la.'}`,
  } as Record<IssueCode, (issue: Issue, label: string) => string>,

  sending: 'Envoi en cours…',
  slow: 'L’envoi prend plus de temps que d’habitude. Votre texte est conservé.',
  sent: {
    published: 'Votre commentaire est publié.',
    pending: 'Votre commentaire est en attente de modération. Il sera visible après sa validation.',
    accepted: 'Votre commentaire est envoyé. Il sera peut-être relu avant de paraître.',
  } as Record<Receipt['status'], string>,
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
  captcha: { label: 'Recopiez le texte de l’image', picture: 'Image de vérification' },
  /** Follows every error of a send. */
  kept: 'Votre texte est conservé.',
  retry: 'Réessayer',
  retryIn: (seconds: number) => `Vous pourrez réessayer dans ${plural(seconds, 'seconde', 'secondes')}.`,
  retryNow: 'Vous pouvez réessayer.',
  signIn: 'Se connecter',
  backToTop: 'Retour en haut',
  /** French comes with what waits; another language says it here. */
  outbox: {} as Partial<OutboxWords>,
};
