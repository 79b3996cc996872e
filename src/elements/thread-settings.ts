import type { ThreadController } from '../controllers/thread-controller.js';
import type { Messages } from '../locales/fr.js';
import type { CommentFormSettings } from './comment-form.js';

/** What a thread is told from outside. */
export interface CommentThreadSettings {
  readonly messages: Messages;
  /** Undefined until its chunk is there. */
  readonly controller: ThreadController | undefined;
  readonly headingLevel: number;
  /** Whether "Retour en haut" stands at the foot. */
  readonly backToTop: boolean | null | undefined;
  /** Whether pictures of authors, and those in comments, may be fetched from wherever they are. */
  readonly avatars: boolean | null | undefined;
  readonly images: boolean | null | undefined;
  /** Whether there is somebody who reads reports. */
  readonly reports: boolean | null | undefined;
  /** What the form is told that stands above: forms of replies are told the same. */
  readonly form: CommentFormSettings;
}
