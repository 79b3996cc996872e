import type { Mark } from './mark.ts';

/** Something that a page told of a comment, by an event. */
export interface WidgetEvent {
  readonly event:
    | 'comment-submit'
    | 'comment-posted'
    | 'comment-waiting'
    | 'comment-discarded'
    | 'comment-error'
    /** What the page shows once it has told that a comment is posted: no event, but what a reader has of it. */
    | 'shown'
    /** The same once it has told that a comment is given up. */
    | 'farewell';
  readonly mark: Mark | undefined;
  /** Of the load of the page that it was told by: a reload is another one. */
  readonly load: string;
  /** Of `comment-posted`. */
  readonly status?: string;
  /** Of `shown` and `farewell`: what the page says; sentences of before may stand beside it. */
  readonly sentence?: string;
  /** Of `shown`: whether the comment is in the thread. */
  readonly isInThread?: boolean;
  /** Of `comment-error`. */
  readonly code?: string;
  /** Whether the comment may be in all the same: of `comment-error` and `comment-discarded`. */
  readonly isDoubtful?: boolean;
}

/** What all keys of records begin with, in `localStorage`. */
export const recordPrefix = 'faults-record ';

/**
 * Runs in a page, before its first script: keeps what the widget tells. In `localStorage`, where it is the moment it is told: a page that
 * is closed or reloaded just then would take along what is on its way to somebody else.
 */
export function keepRecords(prefix: string): void {
  const load = String(performance.timeOrigin);
  let count = 0;
  /** What the form has sent last. */
  let sent: string | undefined;
  /** What was given up last, and what is said of it. */
  let discarded: string | undefined;
  let farewell: string | undefined;
  /** What was given up and is still to be seen. */
  let leaving: string | undefined;
  /** What waits in sight. */
  let waiting: (string | undefined)[] = [];
  /** What has waited, and is gone. */
  const gone = new Set<string | undefined>();

  const markIn = (text: unknown) => /\br\d+c\d+(?:e\d+)?\b/.exec(String(text))?.[0];
  const keep = (record: object) => {
    const now = (performance.timeOrigin + performance.now()).toFixed(3);
    // In the order of their names, also where the clock stood still.
    const place = String(count++).padStart(6, '0');
    localStorage.setItem(`${prefix}${now} ${load} ${place}`, JSON.stringify({ load, ...record }));
  };
  const isIn = (mark: string | undefined, start: string, part: string) =>
    Object.entries(localStorage).some(
      ([key, value]) => key.startsWith(start) && String(value).includes(part) && markIn(value) === mark,
    );
  const lastEventOf = (mark: string | undefined) =>
    Object.entries(localStorage)
      .filter(([key, value]) => key.startsWith(prefix) && markIn(value) === mark)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, value]) => (JSON.parse(String(value)) as { event: string }).event)
      .filter((event) => event.startsWith('comment-'))
      .at(-1);
  /** Backends that do not give a comment back leave it to its reader to see which one is meant: the one that waits no more. */
  const vanished = () =>
    [...gone].find(
      (mark) => !isIn(mark, 'comment-widget:outbox ', '') && !/posted|discarded/.test(lastEventOf(mark) ?? ''),
    );

  document.addEventListener('DOMContentLoaded', () => {
    const widget = document.querySelector('comment-widget');
    // Whoever waits for the end of `time-trap` at every comment waits for hours.
    widget?.setAttribute('time-trap', '0');
    const root = widget?.shadowRoot;
    const watch = () => {
      const before = waiting;
      waiting = [...(root?.querySelectorAll('[part="waiting"] [part="body"]') ?? [])].map((body) =>
        markIn(body.textContent),
      );
      const said = root?.querySelector('[part="outbox"] > [role="status"] [part~="progress"]')?.textContent;
      if (said !== farewell && said) keep({ event: 'farewell', mark: discarded, sentence: said });
      farewell = said;
      for (const mark of before)
        if (!waiting.includes(mark)) {
          if (mark !== leaving) gone.add(mark);
          else leaving = undefined;
        }
      for (const mark of waiting) gone.delete(mark);
    };
    if (root) new MutationObserver(watch).observe(root, { childList: true, subtree: true, characterData: true });
  });
  document.addEventListener('comment-submit', ({ detail }) => {
    sent = markIn(detail.body);
    keep({ event: 'comment-submit', mark: sent });
  });
  document.addEventListener('comment-posted', ({ detail: { status, comment } }) => {
    const mark = comment ? markIn(comment.content.value) : (vanished() ?? sent);
    keep({ event: 'comment-posted', status, mark });
    setTimeout(() => {
      const root = document.querySelector('comment-widget')?.shadowRoot;
      const all = (selector: string) => [...(root?.querySelectorAll(selector) ?? [])];
      const messages = all('[part~="success"]').filter((message) => message.checkVisibility());
      const sentence = messages.map(({ textContent }) => textContent).join(' ');
      const isInThread = all('article [part="body"]').some(({ textContent }) => markIn(textContent) === mark);
      keep({ event: 'shown', mark, sentence, isInThread });
    });
  });
  document.addEventListener('comment-waiting', ({ detail: { body } }) =>
    keep({ event: 'comment-waiting', mark: markIn(body) }),
  );
  document.addEventListener('comment-discarded', ({ detail: { body, isUncertain } }) => {
    discarded = leaving = markIn(body);
    farewell = undefined;
    keep({ event: 'comment-discarded', mark: discarded, isDoubtful: isUncertain });
  });
  document.addEventListener('comment-error', (event) => {
    const { error } = event.detail;
    // A thread that could not be read is an error, too, and of no comment.
    if ((event.composedPath()[0] as Element).localName === 'comment-form')
      keep({ event: 'comment-error', code: error.code, isDoubtful: error.outcome === 'unknown', mark: sent });
  });
}
