// Loaded by a plain <script src> in the head, so that the page is never painted in the wrong theme.
// One class on <html>, and on purpose no `color-scheme`.
const root = document.documentElement;
const key = 'fanal-theme';

/** Reading and writing may be forbidden by the browser's settings; then the choice lasts as long as the page. */
function stored() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(theme) {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // The choice is not kept.
  }
}

const wished = stored() ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'nuit' : 'jour');
root.classList.toggle('nuit', wished === 'nuit');

document.addEventListener('DOMContentLoaded', () => {
  const button = document.querySelector('.lantern');
  const show = () => button.setAttribute('aria-pressed', String(root.classList.contains('nuit')));
  button.addEventListener('click', () => {
    store(root.classList.toggle('nuit') ? 'nuit' : 'jour');
    show();
  });
  show();
});
