import { css } from 'lit';

/** What a form looks like that is written in. It comes with how it behaves. */
export const conductStyles = css`
  [part='challenge'] img {
    display: block;
    max-inline-size: 100%;
    margin-block: 0.375em;
  }
  [aria-invalid='true'] {
    border: 2px solid var(--_error);
  }
  .comment-error:empty {
    display: none;
  }
  p > button {
    border: 0;
    padding: 0;
    background: none;
    color: var(--_accent);
    font-weight: inherit;
    text-align: start;
    text-decoration: underline;
  }
  [part~='success'] {
    border-inline-start-color: var(--_success);
  }
  [part~='closed'],
  [part~='progress'] {
    border-inline-start-color: var(--_border);
  }
  /* Of a form that came too late only the text is left, to be copied. */
  :state(closed) h2,
  :state(closed) form > :not(:has(textarea)) {
    display: none;
  }
`;
