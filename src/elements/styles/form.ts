import { css } from 'lit';

export const formStyles = css`
  comment-form {
    container-type: inline-size;
  }
  form,
  fieldset {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 1.25);
    min-inline-size: 0;
    border: 0;
    padding: 0;
  }
  @container (min-width: 36em) {
    fieldset {
      grid-template-columns: none;
      grid-auto-columns: minmax(0, 1fr);
      grid-auto-flow: column;
    }
  }
  [part='label'] {
    display: block;
    margin-block-end: 0.375em;
    font-weight: 600;
  }
  [part~='input'] {
    inline-size: 100%;
    /* Below 16px a phone zooms into the field and out of the page. */
    font-size: max(16px, 1em);
  }
  [part~='input']:focus-visible {
    outline-offset: -1px;
  }
  textarea[part] {
    display: block;
    min-block-size: 9.5em;
    max-block-size: 70vh;
    resize: vertical;
    field-sizing: content;
  }
  [part='counter'] {
    text-align: end;
  }
  [part='hint'],
  [part~='restored'],
  .comment-error {
    margin-block-start: 0.375em;
  }
  [part='required'],
  .comment-error {
    color: var(--_error);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  [part='remember'] {
    gap: 0.75em;
    align-items: start;
  }
  /* Drawn, because a box of the browser's own follows a colour scheme that the page may not have set. */
  [type='checkbox'] {
    display: grid;
    flex: none;
    place-content: center;
    inline-size: 1.5em;
    block-size: 1.5em;
    border: 1px solid var(--_border);
    border-radius: 0.25em;
    appearance: none;
    color: inherit;
    font: inherit;
  }
  :checked::before {
    content: '✓';
    content: '✓' / '';
    font-weight: 700;
  }
  [part='actions'] {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
    align-items: center;
  }
  [part='submit'] {
    background: var(--_accent);
  }
  /* A colour of its own on the button itself would change what its background is derived from. */
  [part='submit'] span {
    color: var(--_on-accent);
  }
  [part='summary'],
  [part~='message'] {
    margin-block: var(--_space);
    border: 1px solid var(--_line);
    border-inline-start: 4px solid var(--_error);
    border-radius: var(--_radius);
    padding: 0.75em 1em;
    background: var(--_surface);
  }
  [part~='message'] [part='actions'] {
    margin-block-start: 0.75em;
  }
  ul,
  ol {
    padding-inline-start: 1.25em;
  }
  @media (forced-colors: active) {
    [part='submit'] span {
      color: ButtonText;
    }
  }
`;
