import { css } from 'lit';

export const threadStyles = css`
  comment-thread {
    container-type: inline-size;
    margin-block-start: calc(var(--_space) * 2.5);
    overflow-wrap: anywhere;
  }
  ol[part] {
    padding: 0;
    list-style: none;
  }
  /* What is out of sight costs nothing; its height is a guess until it has been seen. Each guess costs a little in every frame. */
  ol[part='list'],
  [part='list'] > li {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 20em;
    /* Room for the focus ring, which is cut off at the edge. */
    margin-inline: -4px;
    padding: 4px;
  }
  [part='list'] {
    contain-intrinsic-block-size: auto 500em;
  }
  /* Seen first: what stands below would show for a moment under a guess of its height. */
  [part='list']:first-child {
    content-visibility: visible;
  }
  ol[part='replies'],
  blockquote {
    margin-inline-start: clamp(0.5em, 3cqi, 1.5em);
    border-inline-start: 2px solid var(--_line);
    padding-inline-start: clamp(0.5em, 3cqi, 1.5em);
  }
  pre {
    white-space: pre-wrap;
  }
  [part='head'],
  [part='meta'],
  [part='acts'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 1em;
    align-items: center;
  }
  [part='head'] {
    align-items: baseline;
    justify-content: space-between;
    margin-block-end: 0.5em;
  }
  select[part] {
    inline-size: auto;
    min-block-size: 2.25em;
    padding-block: 0.25em;
  }
  /* The list shows through from the first line on, whatever the colour of the page. */
  option {
    background: Canvas;
    color: CanvasText;
  }
  /* It floats over the thread: nothing moves when it comes. */
  [part='news'] {
    position: sticky;
    z-index: 1;
    inset-block-start: 1em;
    block-size: 0;
    text-align: center;
  }
  comment-thread > button {
    margin-block: 0.5em;
  }
  [part='news'] button {
    border-radius: 2em;
    padding-inline: 1em;
    font-size: 0.9375em;
    box-shadow: 0 2px 12px #0004;
    transform: translateY(-50%);
  }
  button + [part~='score'] {
    margin-inline-start: -0.5em;
  }
  /* Not at the edge of the window, nor under what the page keeps there. */
  :focus {
    scroll-margin-block: 5em;
  }
  article {
    padding-block: calc(var(--_space) * 0.875);
  }
  [part='list'] > li {
    border-block-start: 1px solid var(--_line);
  }
  [part~='target'] {
    border-radius: var(--_radius);
    background: color-mix(in oklab, var(--_accent) 12%, transparent);
    box-shadow: 0 0 0 4px color-mix(in oklab, var(--_accent) 12%, transparent);
  }
  /* Seen where colours are forced. */
  [part~='target']:not(:focus-visible) {
    outline: 1px solid transparent;
  }
  [part='avatar'] {
    display: grid;
    place-content: center;
    inline-size: 2.25em;
    block-size: 2.25em;
    border-radius: 50%;
    background: color-mix(in oklab, currentColor 10%, transparent);
    font-size: 0.875em;
    font-weight: 600;
    object-fit: cover;
  }
  [part='author'] {
    font-weight: 600;
  }
  [part~='permalink']:not(:hover) {
    text-decoration: none;
  }
  [part='badge'] {
    border: 1px solid var(--_border);
    border-radius: 1em;
    padding-inline: 0.625em;
    font-size: 0.875em;
    font-weight: 600;
  }
  [part='body'] {
    max-inline-size: 70ch;
    margin-block: 0.375em 0.25em;
    /* A tower of combining marks stays within its own comment. */
    overflow: clip;
    overflow-clip-margin: 0.5em;
    white-space: pre-line;
  }
  /* HTML has its own lines: those between its tags are none. */
  [part='body']:has(p, br, li, pre) {
    white-space: normal;
  }
  [part='body'] a {
    display: inline;
  }
  [part='body'] :is(p, ul, ol, blockquote, pre, table) + * {
    margin-block-start: 0.75em;
  }
  button[part~='act'] {
    min-block-size: 24px;
    border: 0;
    padding: 0;
    background: none;
    color: var(--_muted);
    font-size: 0.9375em;
    font-weight: 400;
  }
  button[part~='act']:hover {
    text-decoration: underline;
  }
  button[part~='unfold'] {
    margin-block-end: 0.75em;
  }
  button[part~='unfold'],
  button[aria-pressed='true'] {
    color: var(--_accent);
    font-weight: 600;
  }
  [part='panel'],
  article comment-form {
    margin-block: 0.75em;
    border-inline-start: 3px solid var(--_accent);
    padding-inline-start: 1em;
  }
  article h2 {
    font-size: 1.125em;
  }
  @media (pointer: coarse) {
    button[part~='act'] {
      min-block-size: 44px;
    }
    a {
      min-inline-size: 44px;
    }
  }
`;
