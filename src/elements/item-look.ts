import type { Messages } from '../locales/fr.js';
import type { CommentThreadSettings } from './thread-settings.js';
import type { contentNodes } from './content.js';

export type HtmlNodes = typeof contentNodes;

/** What all comments of a thread have in common. */
export interface ItemLook {
  readonly messages: Messages;
  readonly avatars: boolean;
  readonly images: boolean;
  /** What makes nodes of HTML; undefined while there is none. */
  readonly htmlNodes: HtmlNodes | undefined;
  /** What may be done here; who may is for each comment to say. */
  readonly reply: boolean;
  readonly edit: boolean;
  readonly remove: boolean;
  readonly vote: boolean;
  readonly dislike: boolean;
  readonly report: boolean;
}

/** The same object as before until something in it is another: items compare it, and there may be ten thousand. */
export function itemLook(
  { messages, controller, avatars, images, reports }: CommentThreadSettings,
  htmlNodes: HtmlNodes | undefined,
  before: ItemLook | undefined,
): ItemLook {
  const { adapter, rules, canPost } = controller!;
  const look: ItemLook = {
    messages,
    avatars: !!avatars,
    images: !!images,
    htmlNodes,
    reply: canPost && rules.open && rules.replyDepth > 0,
    edit: !!adapter?.edit,
    remove: !!adapter?.remove,
    vote: !!adapter?.vote,
    dislike: !!rules.downvotes,
    report: !!reports,
  };
  const names = Object.keys(look) as (keyof ItemLook)[];
  return before && names.every((name) => look[name] === before[name]) ? before : look;
}
