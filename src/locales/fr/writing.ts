import type { Receipt } from '../../core/comment.js';
import type { Issue, IssueCode } from '../../core/errors.js';
import { plural } from './numbers.js';

const characters = (count: number) => plural(count, 'caractère', 'caractères');

/** What is said to somebody who writes. It comes with how the form behaves. */
export const writing = {
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
  captcha: { label: 'Recopiez le texte de l’image', picture: 'Image de vérification' },
  /** Follows every error of a send. */
  kept: 'Votre texte est conservé.',
  retryIn: (seconds: number) => `Vous pourrez réessayer dans ${plural(seconds, 'seconde', 'secondes')}.`,
  retryNow: 'Vous pouvez réessayer.',
  signIn: 'Se connecter',
};

export type WritingWords = typeof writing;
