/** The mail services that nine French readers in ten write from. */
const domains =
  'gmail.com orange.fr wanadoo.fr free.fr sfr.fr neuf.fr bbox.fr laposte.net hotmail.fr hotmail.com outlook.fr outlook.com live.fr yahoo.fr yahoo.com icloud.com proton.me protonmail.com'.split(
    ' ',
  );

/** Services that are somebody's, and one slip away from another's. */
const others = 'mail.com ymail.com gmx.fr gmx.com'.split(' ');

/** True when one slip of a finger leads from `a` to `b`: a letter left out, added, changed, or two that changed places. */
function oneSlipApart(a: string, b: string): boolean {
  if (a.length > b.length) return oneSlipApart(b, a);
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const rest = a.slice(start);
  if (a.length < b.length) return rest === b.slice(start + 1);
  const swapped = rest.charAt(1) + rest.charAt(0) + rest.slice(2);
  return rest.slice(1) === b.slice(start + 1) || swapped === b.slice(start);
}

/**
 * Offers a correction where the domain is one slip away from a well-known one (RGAA 11.11).
 * @returns the whole corrected address, or undefined when there is nothing to offer.
 */
export function suggestEmail(email: string): string | undefined {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1).toLowerCase();
  if (at < 1 || domain.length < 5 || domains.concat(others).includes(domain)) return undefined;
  const meant = domains.find((known) => oneSlipApart(domain, known));
  return meant && email.slice(0, at + 1) + meant;
}
