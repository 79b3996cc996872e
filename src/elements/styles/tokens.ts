import { css } from 'lit';

/**
 * The look, from about a dozen public tokens. Whatever a page does not set is derived from the colour of its text: light on dark
 * or dark on light is seen there, however the page brings it about, so that its own theme toggle is followed without being known.
 * A browser without relative colours (before 2025) shows everything in the colour of the text.
 * The derived colours stay unresolved (`currentColor`) until they are used: no element that uses them changes its own `color`.
 */
export const tokens = css`
  :host {
    --_accent: var(--comment-accent, oklch(from currentColor clamp(0.46, (l - 0.6) * 99, 0.82) 0.13 258));
    --_on-accent: var(--comment-on-accent, oklch(from var(--_accent) clamp(0, (0.66 - l) * 99, 1) 0 0));
    --_error: var(--comment-error, oklch(from currentColor clamp(0.5, (l - 0.6) * 99, 0.82) 0.17 27));
    --_success: var(--comment-success, oklch(from currentColor clamp(0.46, (l - 0.6) * 99, 0.82) 0.12 150));
    --_muted: var(--comment-muted, color-mix(in oklab, currentColor 74%, transparent));
    --_border: var(--comment-border, color-mix(in oklab, currentColor 56%, transparent));
    --_line: color-mix(in oklab, currentColor 16%, transparent);
    --_surface: var(--comment-surface, color-mix(in oklab, currentColor 4%, transparent));
    --_focus: var(--comment-focus, var(--_accent));
    --_radius: var(--comment-radius, 0.5em);
    --_space: var(--comment-space, 1em);
    display: block;
    color: var(--comment-color, inherit);
    font-family: var(--comment-font, inherit);
    line-height: 1.5;
  }
  @media (prefers-contrast: more) {
    :host {
      --_muted: currentColor;
      --_border: currentColor;
    }
  }
  * {
    box-sizing: border-box;
    margin: 0;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  comment-form,
  comment-thread,
  comment-item {
    display: block;
  }
  :focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  a {
    color: var(--_accent);
  }
  a,
  [part='remember'] {
    display: inline-flex;
    align-items: center;
    min-block-size: 24px;
  }
  button,
  [part~='input'] {
    min-block-size: 2.75em;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    padding: 0.625em 0.75em;
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }
  button {
    padding-inline: 1.5em;
    font-weight: 600;
    cursor: pointer;
  }
  button:hover {
    filter: brightness(1.12);
  }
  [aria-disabled='true'] {
    cursor: default;
    opacity: 0.65;
  }
  h2 {
    margin-block-end: 0.5em;
    font-size: 1.5em;
  }
  [part~='muted'],
  [part='hint'],
  [part='counter'] {
    color: var(--_muted);
    font-size: 0.9375em;
    font-weight: 400;
  }
  .unseen {
    position: absolute;
    clip-path: inset(50%);
  }
  @media (pointer: coarse) {
    a,
    button,
    [part='remember'] {
      min-block-size: 44px;
    }
    [part~='shortcut'] {
      display: none;
    }
  }
`;
