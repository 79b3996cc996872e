import type { Adapter } from '../../src/core/adapter.js';
import type { CommentWidget } from '../../src/elements/comment-widget.js';

/** A widget in front of a backend, which believes that a person may write quickly. */
export function widgetFor(adapter: Adapter | null, attributes: Readonly<Record<string, string>> = {}): CommentWidget {
  const widget = document.createElement('comment-widget');
  widget.adapter = adapter;
  for (const [name, value] of Object.entries({ 'time-trap': '0', ...attributes })) widget.setAttribute(name, value);
  return widget;
}
