import type { CSSResult } from 'lit';

/** Styles what an element stands among, from now on, with what came later than its widget. */
export function adopt(element: Element, { styleSheet }: CSSResult): void {
  const { adoptedStyleSheets: sheets } = element.getRootNode() as Partial<ShadowRoot>;
  if (!sheets?.includes(styleSheet!)) sheets?.push(styleSheet!);
}
