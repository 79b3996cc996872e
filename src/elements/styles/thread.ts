import { css } from 'lit';

export const threadStyles = css`
  comment-thread {
    margin-block-start: calc(var(--_space) * 2.5);
  }
  ol {
    padding: 0;
    list-style: none;
  }
  article {
    border-block-start: 1px solid var(--_line);
    padding-block: calc(var(--_space) * 1.25);
    scroll-margin-block: 5em;
    overflow-wrap: anywhere;
  }
  [part='meta'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75em;
    align-items: baseline;
  }
  [part='author'] {
    font-weight: 700;
  }
  [part='body'] {
    max-inline-size: 70ch;
    margin-block-start: 0.375em;
    /* A tower of combining marks stays within its own comment. */
    overflow: clip;
    overflow-clip-margin: 0.5em;
    white-space: pre-line;
  }
`;
