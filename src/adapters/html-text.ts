const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/**
 * A text in which a reader may write tags, as HTML that shows it as it was written: its other signs are what they stand for. `&lt;` and
 * the like, and letters by their numbers, are left to those who know how to write them.
 */
export function withTags(text: string): string {
  return text.replace(
    /(<\/?[a-z][^<>]*>)|[<>]|&(?!(?:amp|lt|gt|quot|#\w+);)/gi,
    (sign, tag?: string) => tag ?? { '<': '&lt;', '>': '&gt;' }[sign] ?? '&amp;',
  );
}

/**
 * What a piece of HTML says, for places where it is shown as text: without its tags, its signs as they are meant.
 * @returns `''` for what is no text
 */
export function textOf(html: unknown): string {
  return (typeof html === 'string' ? html : '')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d{1,6}|x[\da-fA-F]{1,5})|(amp|lt|gt|quot));/g, (_, number: string | undefined, name: string) =>
      number ? String.fromCodePoint(Number(`0${number}`)) : signs[name]!,
    )
    .trim();
}
