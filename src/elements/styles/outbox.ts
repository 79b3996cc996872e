import { css } from 'lit';

export const outboxStyles = css`
  [part='outbox'] ul {
    display: grid;
    gap: var(--_space);
    margin-block: var(--_space);
    padding: 0;
    list-style: none;
  }
  [part='waiting'] {
    border: 1px dashed var(--_border);
    border-radius: var(--_radius);
    padding: 0.75em 1em;
  }
  [part='waiting'] p {
    margin-block: 0 0.5em;
    overflow-wrap: anywhere;
  }
  [part='waiting'] [part='meta'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 0.75em;
    align-items: baseline;
  }
  [part='waiting'] [part='author'] {
    font-weight: 600;
  }
  [part='waiting'] [part='body'] {
    max-block-size: 12em;
    overflow: auto;
    white-space: pre-wrap;
  }
`;
