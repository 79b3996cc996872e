import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CommentData, Receipt } from '../core/comment.js';
import { parseDraft, type Draft } from '../core/draft.js';
import { asCommentError, CommentError, type Issue } from '../core/errors.js';
import { emit } from '../core/events.js';
import type { OpenThread } from './open-thread.js';
import { fieldNames, type FieldName, type Rules } from '../core/rules.js';
import { uuid } from '../core/uuid.js';
import type { Attempts, DraftKeeper } from './draft-storage.js';
import { findField, readExtra, readFields } from './form-fields.js';
import { forgetIdentity, recallIdentity, storedIdentity } from './identity.js';
import { rememberIdentity } from './remember-identity.js';

/** What the form is told from outside. */
export interface FormSettings {
  readonly rules: Rules;
  /** Rejects with a CommentError where its code does not come. */
  readonly openThread: () => Promise<OpenThread>;
  /** Seconds that nobody needs less than to write a comment. */
  readonly timeTrap: number;
  /** A form of the page's own that is used instead of ours. */
  readonly pageForm: HTMLFormElement | null;
  /** The conversation and the comment answered, in one word: what the text is written for. */
  readonly place: string;
  /** How many days a draft is kept; 0 for as long as the page is there. */
  readonly draftDays: number;
}

export interface FormHost extends ReactiveControllerHost, EventTarget {
  /** The form that is used: ours, or the page's own. */
  readonly form: HTMLFormElement | null;
  readonly settings: FormSettings;
  readonly parentId: string | null;
  /** Since when there is a form, in milliseconds since the page began. */
  readonly shownAt: number;
}

export type FormStatus = 'writing' | 'sending' | 'slow' | 'sent' | 'failed';

/** Milliseconds after which a reader wonders whether anything happens. */
const slowAfter = 5_000;
/** Seconds, where a backend asks for patience without saying how long: WordPress' own interval. */
const defaultRetryAfter = 15;

const retriable = 'network unavailable rate-limited unauthorized challenge protocol'.split(' ');

/** When to check, what to report, when to send. The form itself is the state: nothing here mirrors its text. */
export class FormController implements ReactiveController, EventListenerObject {
  status: FormStatus = 'writing';
  /** What is wrong, field by field. Typing forgives; leaving a field or sending blames. */
  readonly issues = new Map<FieldName, Issue>();
  /** True from a refused send until everything it complained of is mended. */
  summarized = false;
  /** The e-mail address that the reader may have meant. */
  suggestion: string | undefined;
  error: CommentError | undefined;
  outcome: Receipt['status'] | undefined;
  /** When the backend takes another try, in milliseconds since the epoch; 0 where it did not ask for patience. */
  retryAt = 0;
  /** It comes when there is something to keep, and sooner than anything is sent. */
  drafts: Promise<DraftKeeper | undefined> | undefined;

  readonly #host: FormHost;
  readonly #seekAttention: (part: 'summary' | 'message') => void;
  readonly #typed = new Set<FieldName>();
  #form: HTMLFormElement | undefined;
  #place = '';
  /** The places whose comment is on its way. */
  readonly #busy = new Set<string>();
  /** Of what is sent without being kept: what keeps it did not come. */
  #attempt: Attempts | undefined;

  /** @param seekAttention called when what the reader did led to something they shall not miss */
  constructor(host: FormHost, seekAttention: (part: 'summary' | 'message') => void) {
    (this.#host = host).addController(this);
    this.#seekAttention = seekAttention;
  }

  get isClosed(): boolean {
    return !this.#host.settings.rules.open || this.error?.code === 'closed';
  }

  get isSending(): boolean {
    return this.status === 'sending' || this.status === 'slow';
  }

  get canRetry(): boolean {
    return retriable.includes(this.error!.code);
  }

  /** Whole seconds until the backend takes another try. */
  get secondsLeft(): number {
    return Math.max(0, Math.ceil((this.retryAt - Date.now()) / 1000));
  }

  /** True while the button does nothing. It keeps the focus, as a disabled one would not. */
  get isWaiting(): boolean {
    return this.isSending || this.isClosed || this.secondsLeft > 0;
  }

  hostUpdated(): void {
    const { form, settings } = this.#host;
    if (form && settings.place !== this.#place) this.#move(settings.place);
    if (!form || form === this.#form) return;
    this.#form = form;
    // What stands there already was typed before this script came, or filled in by the browser: both may be blamed.
    for (const name of fieldNames) if (findField(form, name)?.value) this.#typed.add(name);
    this.#fillIdentity(form);
    // A native post came back with complaints: from here on they are ours.
    for (const name of fieldNames) if (findField(form, name)?.ariaInvalid === 'true') this.#check(form, name);
  }

  handleEvent({ type, target }: Event): void {
    const { form } = this.#host;
    if (!form?.contains(target as Node)) return;
    const field = fieldNames.find((name) => findField(form, name) === target);
    if (field && type === 'input') this.#forgive(field);
    else if (field && type === 'focusout' && this.#typed.has(field)) this.#left(form, field);
    else if (target === findField(form, 'remember') && !(target as HTMLInputElement).checked) forgetIdentity();
  }

  /** Checks and sends what the form holds. Does nothing while a request is under way or the backend wants patience. */
  async submit(): Promise<void> {
    const { form, settings } = this.#host;
    const { place } = settings;
    if (!form || this.isWaiting) return;
    this.#busy.add(place);
    const slow = setTimeout(() => this.isSending && this.#become('slow'), slowAfter);
    await this.#send(form, settings).catch((error: unknown) => this.#fail(asCommentError(error), place));
    clearTimeout(slow);
    this.#busy.delete(place);
  }

  /** Takes the offered correction of the e-mail address. */
  readonly acceptSuggestion = (): void => {
    const email = findField(this.#form!, 'email')!;
    email.value = this.suggestion!;
    this.#forgive('email');
    email.focus();
  };

  async #send(form: HTMLFormElement, settings: FormSettings): Promise<void> {
    const { place } = settings;
    const parent = findField(form, 'parent')?.value;
    // WordPress writes 0 for none.
    const parentId = this.#host.parentId ?? (parent && parent !== '0' ? parent : null);
    const result = parseDraft(readFields(form), settings.rules);
    if (!result.ok) return this.#report(result.issues);
    settings.pageForm?.querySelector('[role="alert"]')?.remove();
    this.#clear();
    this.#become('sending');
    const extra = readExtra(form);
    // A field that no person sees.
    if (!settings.pageForm) {
      if (extra['topic']) throw new CommentError('rejected', 'honeypot');
      delete extra['topic'];
    }
    if (!(await this.#isConfirmed(result.draft.body, parentId, extra))) return this.#become('writing', place);
    // A script fills a form the moment it sees it. A reader who is that fast waits without noticing, and loses nothing.
    const patience = settings.timeTrap * 1000 - performance.now() + this.#host.shownAt;
    await new Promise((resolve) => setTimeout(resolve, patience));
    const drafts = await this.drafts;
    const thread = drafts ? undefined : await settings.openThread();
    // The page has turned to another conversation meanwhile: the text waits in its own.
    if (place !== this.#place) return;
    const draft = { ...result.draft, extra };
    const posted = await (thread ? this.#post(thread, draft, parentId) : drafts!.post(draft, parentId, this.#attempt));
    // As it is ticked now: who has unticked it meanwhile has had all forgotten.
    const isRemembered = !!(findField(form, 'remember') as HTMLInputElement | undefined)?.checked;
    rememberIdentity(result.draft, isRemembered);
    if (place === this.#place) {
      this.#attempt = undefined;
      this.outcome = posted?.status as Receipt['status'];
      this.#typed.clear();
      form.reset();
      this.#fillIdentity(form);
    }
    // It waits until it can be sent, and says so itself.
    if (!posted) return this.#become('writing', place);
    this.#become('sent', place);
    emit(this.#host, 'comment-posted', { status: posted.status, comment: 'id' in posted ? posted : null });
  }

  /** What looks for a comment that may have arrived did not come: it is not sent to who would take it twice. */
  async #post(thread: OpenThread, draft: Draft, parentId: string | null): Promise<CommentData | Receipt> {
    const { key, since } = this.#attempt ?? { key: uuid() };
    if (since && !(await thread.ready()).isRepeatable?.(draft))
      throw new CommentError('network', 'it may have arrived');
    const attempt: { key: string; since?: number | undefined } = (this.#attempt = { key, since: since ?? Date.now() });
    return thread.post(draft, parentId, key).catch((error: unknown) => {
      if (asCommentError(error).outcome !== 'unknown') attempt.since = since;
      throw error;
    });
  }

  /** Asks the page, and waits for what it waits for. */
  async #isConfirmed(body: string, parentId: string | null, extra: Record<string, string>): Promise<boolean> {
    const waits: Promise<unknown>[] = [];
    const waitUntil = (promise: Promise<unknown>) => void waits.push(promise);
    const goOn = emit(this.#host, 'comment-submit', { body, parentId, extra, waitUntil });
    await Promise.all(waits).catch((cause: unknown) => {
      throw new CommentError('challenge', 'waitUntil was rejected', { cause });
    });
    return goOn;
  }

  #fail(error: CommentError, place: string): void {
    emit(this.#host, 'comment-error', { error });
    if (place !== this.#place) return;
    this.error = error;
    if (error.issues.length) return this.#report(error.issues);
    const wait = error.retryAfter ?? (error.code === 'rate-limited' ? defaultRetryAfter : 0);
    if (wait && this.canRetry) {
      this.retryAt = Date.now() + wait * 1000;
      const clock = setInterval(() => {
        if (!this.secondsLeft) clearInterval(clock);
        this.#host.requestUpdate();
      }, 1000);
    }
    this.#become('failed');
    // The button that had the focus is gone.
    if (this.isClosed) this.#seekAttention('message');
  }

  #report(issues: readonly Issue[]): void {
    this.issues.clear();
    for (const issue of issues) this.issues.set(issue.field, issue);
    this.summarized = true;
    this.#become('writing');
    this.#seekAttention('summary');
  }

  /** Another conversation: what is said of the last one is not true of it. */
  #move(place: string): void {
    this.#place = place;
    this.#typed.clear();
    this.#attempt = undefined;
    this.#clear();
    this.#become(this.#busy.has(place) ? 'sending' : 'writing');
  }

  #clear(): void {
    this.issues.clear();
    this.summarized = false;
    this.error = this.suggestion = undefined;
    this.retryAt = 0;
  }

  #forgive(field: FieldName): void {
    this.#typed.add(field);
    this.#attempt = undefined;
    this.issues.delete(field);
    this.summarized &&= this.issues.size > 0;
    if (field === 'email') this.suggestion = undefined;
    this.#become(this.status === 'sent' ? 'writing' : this.status);
  }

  /** What a complaint pushes down while a button is pressed is no longer under the pointer when it is let go: nothing is clicked. */
  #left(form: HTMLFormElement, field: FieldName): void {
    const check = () => this.#check(form, field);
    if (document.querySelector(':active')) addEventListener('mouseup', () => setTimeout(check), { once: true });
    else check();
  }

  #check(form: HTMLFormElement, field: FieldName): void {
    const input = readFields(form);
    const result = parseDraft(input, this.#host.settings.rules);
    const issue = !result.ok && result.issues.find((found) => found.field === field);
    if (issue) this.issues.set(field, issue);
    if (field === 'email') this.#suggest(form, input.email).catch(() => undefined);
    this.#host.requestUpdate();
  }

  /** Offers nothing where the code for it does not come, or the address was changed or sent meanwhile. */
  async #suggest(form: HTMLFormElement, email: string): Promise<void> {
    const { suggestEmail } = await import('../core/email-domain.js');
    if (this.isSending || findField(form, 'email')?.value !== email) return;
    this.suggestion = suggestEmail(email.trim());
    this.#host.requestUpdate();
  }

  /** @param place the conversation that it is true of */
  #become(status: FormStatus, place = this.#place): void {
    if (place === this.#place) this.status = status;
    this.#host.requestUpdate();
  }

  #fillIdentity(form: HTMLFormElement): void {
    const remember = findField(form, 'remember') as HTMLInputElement | undefined;
    // Who has ticked it before this came has their reasons.
    if (remember) remember.checked ||= !!storedIdentity();
    const identity = recallIdentity();
    for (const name of ['name', 'email', 'url'] as const) {
      const field = findField(form, name);
      if (field) field.value ||= identity?.[name] ?? '';
    }
  }
}
