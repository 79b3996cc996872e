import { LitElement, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { goToTop } from './back-to-top.js';
import type { Adapter } from '../core/adapter.js';
import type { CommentThreadSettings } from './thread-settings.js';

export { Conversation as ThreadController } from '../controllers/conversation.js';

/**
 * This file stands in the place of all that is the thread's, in the files for pages whose server shows the comments: the form alone
 * is what they are for. What the page has in its `thread` slot stays there.
 */
export class CommentThread extends LitElement {
  static override properties: PropertyDeclarations = {
    settings: { attribute: false },
  };

  declare settings: CommentThreadSettings;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { backToTop, messages } = this.settings;
    return html`<slot name="thread"></slot>
      ${backToTop ? html`<a part="back-to-top" href="#top" @click=${goToTop}>${messages.backToTop}</a>` : nothing}`;
  }
}

/** There are none, nor words for them. */
export class CommentItem extends HTMLElement {}
export class ArrivalController {
  readonly isNear = true;
  look(): void {
    // No comment to be led to.
  }
}
export const thread = {};

/** A form asks for nothing long. */
export async function readBody({ body }: Response, longest: number): Promise<{ text?: string; body?: unknown }> {
  let text = '';
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let chunk; (chunk = await reader?.read()) && !chunk.done;) {
    text += chunk.value;
    if (text.length <= longest) continue;
    await reader!.cancel();
    return {};
  }
  try {
    return { text, body: JSON.parse(text) };
  } catch {
    return { text, body: text };
  }
}

/** Nor is there anything to be done to them. */
export const actsOf = (): Partial<Adapter> => ({});
