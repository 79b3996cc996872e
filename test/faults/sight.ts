import type { Mark } from './mark.ts';
import type { WidgetEvent } from './recorder.ts';

/** What a reader sees of one comment of theirs. */
export interface Sight {
  /** Of the page that is seen. */
  readonly load: string;
  /** True once the form behaves. */
  readonly isReady: boolean;
  /** True where the widget says that there are no comments here: what fails often enough looks like a server that lets nobody in. */
  readonly isShut: boolean;
  /** Where the text is, if anywhere in the page. */
  readonly form?: {
    readonly isSending: boolean;
    /** What the form says that went wrong. */
    readonly failure: string;
    /** What the same form says of a comment that came in. */
    readonly success: string;
    /** Whether there is a button that sends it again, and does something now. */
    readonly canRetry: boolean;
    readonly mustWait: boolean;
  };
  /** Where it is under the form, among what waits to be sent. */
  readonly card?: {
    readonly isSending: boolean;
    /** Why it waits. */
    readonly why: string;
    /** Whether there is a button that sends it now. */
    readonly canSend: boolean;
  };
  /** Whether the thread shows the comment. */
  readonly isInThread: boolean;
  /** Whether the browser keeps the text, in the page or not. */
  readonly isKept: boolean;
  /** What was told of it so far, by whatever page. */
  readonly events: readonly WidgetEvent[];
}

/** Runs in a page: looks at it. */
export function look([mark, prefix]: readonly [Mark, string]): Sight {
  const isOfIt = (text: string | null | undefined) => new RegExp(`\\b${mark}\\b`).test(text ?? '');
  const stored = Object.entries(localStorage) as [string, string][];
  const events = stored
    .filter(([key]) => key.startsWith(prefix))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => JSON.parse(value) as WidgetEvent)
    .filter((event) => event.mark === mark);
  const widget = document.querySelector('comment-widget');
  const root = widget?.shadowRoot;
  const forms = [...(root?.querySelectorAll('comment-form') ?? [])].flatMap((element) => {
    const form = element.querySelector('form') ?? widget!.querySelector('form');
    const button = form?.querySelector('[type="submit"], button:not([type])');
    return form && button ? [{ element, form, button }] : [];
  });
  // Who waits for a form has the pointer on it: how it behaves comes for those who come to it.
  for (const { element } of forms) element.dispatchEvent(new PointerEvent('pointerover'));
  const own = forms.find(({ form }) => isOfIt(form.querySelector('textarea')?.value));
  const retry = own?.element.querySelector('[part~="failure"] [part="retry"]');
  const card = [...(root?.querySelectorAll('[part="waiting"]') ?? [])].find((one) =>
    isOfIt(one.querySelector('[part="body"]')?.textContent),
  );
  return {
    load: String(performance.timeOrigin),
    isReady: forms.length > 0 && forms.every(({ button }) => button.hasAttribute('aria-disabled')),
    isShut: forms.length === 0 && !!root?.querySelector('p[part="muted"]'),
    ...(own && {
      form: {
        isSending: own.button.ariaDisabled === 'true' && !own.element.querySelector('[part~="failure"]'),
        failure: own.element.querySelector('[part~="failure"] [role="alert"]')?.textContent?.trim() ?? '',
        success: own.element.querySelector(':scope > [role="status"] [part~="success"]')?.textContent?.trim() ?? '',
        canRetry: !!retry,
        mustWait: retry?.ariaDisabled === 'true',
      },
    }),
    ...(card && {
      card: {
        isSending: card.querySelector('button')?.ariaDisabled === 'true',
        why: card.querySelector('p[part="muted"]')?.textContent?.trim() ?? '',
        canSend: !!card.querySelector('[part="retry"]'),
      },
    }),
    isInThread: [...(root?.querySelectorAll('article [part="body"]') ?? [])].some((body) => isOfIt(body.textContent)),
    isKept: stored.some(([key, value]) => /^comment-widget:(draft|outbox) /.test(key) && isOfIt(value)),
    events,
  };
}
