/**
 * What this library uses of lit-html, with lit-html's answers, at a third of its weight. The files for script tags are built with
 * this in lit-html's place: there a reader pays for every byte. Everything else, the package for bundlers included, runs lit-html,
 * and a test holds the two to the same answers.
 *
 * Not here: directives, `noChange`, `svg`; iterables other than arrays, functions and plain objects as content; objects as listeners
 * and options of listeners. In a template: backticks, blanks around the "=" of an attribute, ">" in a tag before an expression, and
 * expressions in comments, in place of an attribute, and in what <textarea>, <style> and <template> contain.
 */

type Given = [strings: TemplateStringsArray, ...values: unknown[]];

/** A function, for no JSON can pass for one. */
type Result = () => Given;

/** Where an expression goes: into an attribute, or among the nodes where it has no name. */
interface Hole {
  /** How many elements and comments after the hole before, or the beginning. */
  readonly steps: number;
  /** The first character of the attribute. */
  readonly sign: string;
  /** Of the attribute, the property or the event. */
  readonly name: string | undefined;
  /** What stands around the expressions, where an attribute is more than one. */
  readonly texts: readonly unknown[] | false;
}

interface Template extends HTMLTemplateElement {
  holes: Hole[];
}

/** What is rendered at one place among the nodes. There are many in each comment: what they hold decides how long garbage collections take. */
interface Part {
  /** The comment before the content. */
  readonly node: ChildNode;
  /** What comes after the content. */
  readonly end: ChildNode | null;
  /** The value that is shown: of a result its template, of a list its parts. */
  old: unknown;
  /** Of a list its parts; of a result the node of each hole, and in its second half what is shown there: a value, or among nodes a part. */
  inner?: unknown[];
}

/** A function, or what stands for none. */
interface Listener {
  call?(host: unknown, event: Event): void;
}

interface Policy {
  createHTML(markup: string): string;
}

/** What TypeScript does not know of browsers yet. */
interface Browser {
  readonly trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
}

const policy = (globalThis as Browser).trustedTypes?.createPolicy('lit-html', { createHTML: (markup) => markup });

/** Stands for an expression while its template is parsed. */
const mark = '`';

/** An attribute, with its name, or a mark that stands in none. */
const found = /(?<=<[a-z][^>]*\s)\W?([\w-]+)=("[^"]*"|'[^']*'|[^\s>]+)|`/g;

/** Goes through elements and comments. */
const walker = document.createTreeWalker(document, 129);

const templates = new Map<TemplateStringsArray, Template>();

/** A list of nothing. */
export const nothing: unknown = [];

export const html =
  (...given: Given): Result =>
  () =>
    given;

function prepare(strings: TemplateStringsArray): Template {
  // The parser does not keep their case.
  const names: (string | undefined)[] = [];
  const template = document.createElement('template') as Template;
  const holes: Hole[] = (template.holes = []);
  const markup = strings.join(mark).replace(found, (token, name?: string) => {
    if (token.includes(mark)) names.push(name);
    return name ? token : `<!${mark}>`;
  });
  // eslint-disable-next-line no-restricted-syntax -- what a literal in our own source says: values do not come here, they are set as text
  template.innerHTML = policy?.createHTML(markup) ?? markup;
  // What is rendered at the very end has to end somewhere, too: with its element, or here.
  if (template.content.lastChild?.nodeValue === mark) template.content.append(new Comment());
  walker.currentNode = template.content;
  for (let steps = 0, node; (node = walker.nextNode() as Element | null);) {
    steps++;
    for (const { nodeName, nodeValue } of [...(node.attributes ?? [node])])
      if (nodeValue!.includes(mark)) {
        node.removeAttribute?.(nodeName);
        const texts = nodeValue !== mark && nodeValue!.split(mark);
        holes.push({ steps, texts, sign: nodeName[0]!, name: names.shift() });
        steps = 0;
      }
  }
  templates.set(strings, template);
  return template;
}

const create = (node: ChildNode, end: ChildNode | null): Part => ({ node, end, old: nothing });

const replace = ({ node, end }: Part, content?: Node): void => {
  while (node.nextSibling !== end) node.nextSibling!.remove();
  if (content) node.parentNode!.insertBefore(content, end);
};

function setAttribute(element: Element, { sign, name }: Hole, value: unknown): void {
  if (sign === '.') (element as unknown as Record<string, unknown>)[name!] = value === nothing ? undefined : value;
  else if (sign !== '@') {
    if (value === nothing || (sign === '?' && !value)) element.removeAttribute(name!);
    else element.setAttribute(name!, sign === '?' ? '' : ((value ?? '') as string));
  }
}

/** Finds the places of a new copy of a template. An array that grows would be longer than it has to be. */
function locate({ holes }: Template, content: Node, host: unknown): unknown[] {
  const { length } = holes;
  walker.currentNode = content;
  const inner = Array<unknown>(length * 2).fill(nothing);
  holes.forEach(({ name, sign, steps }, index) => {
    while (steps--) walker.nextNode();
    const node = (inner[index] = walker.currentNode);
    if (sign === '@')
      node.addEventListener(name!, (event) =>
        (inner[index + length] as Listener | undefined)?.call?.(host ?? node, event),
      );
  });
  // Or it would keep what it has come to.
  walker.currentNode = document;
  return inner;
}

function set(part: Part, value: unknown, host: unknown): void {
  const { node, end, old } = part;
  if (value === old) return;
  if (typeof value === 'function') {
    const given = (value as Result)();
    let index = 1;
    const template = (value = templates.get(given[0]) ?? prepare(given[0]));
    let fragment: DocumentFragment | undefined;
    if (value !== old) {
      // Not the template yet: should a value throw, the next rendering begins anew.
      part.old = fragment = document.importNode(template.content, true);
      part.inner = locate(template, fragment, host);
    }
    const inner = part.inner!;
    template.holes.forEach((hole, place, { length }) => {
      const next = hole.texts
        ? hole.texts.reduce((text, after) => {
            const one = given[index++] as string | null | undefined;
            return text === nothing || one === nothing ? nothing : (text as string) + (one ?? '') + (after as string);
          })
        : given[index++];
      const node = inner[place] as Element;
      place += length;
      // What was never filled needs no part: that is most of what a comment may have.
      if (next === inner[place]) return;
      if (hole.name) {
        setAttribute(node, hole, next);
        inner[place] = next;
      } else {
        if (inner[place] === nothing) inner[place] = create(node, node.nextSibling);
        set(inner[place] as Part, next, host);
      }
    });
    if (fragment) replace(part, fragment);
  } else if ((value ??= '') === '' || Array.isArray(value)) {
    if (old !== part.inner) {
      replace(part);
      part.old = part.inner = [];
    }
    const parts = part.inner as Part[];
    // Parts that a shorter list leaves over stay, with nothing in them.
    while (parts.length < (value as unknown[]).length)
      parts.push(create(parts.at(-1)?.end ?? node, node.parentNode!.insertBefore(new Comment(), end)));
    const given = value as unknown[];
    parts.forEach((inner, index) => set(inner, given[index], host));
    value = parts;
  } else if (typeof value === 'object') replace(part, value as Node);
  else if (typeof old === 'object') replace(part, new Text(value as string));
  else (node.nextSibling as Text).data = value as string;
  part.old = value;
}

interface Options {
  /** What is `this` for listeners. */
  readonly host?: unknown;
  /** A child of the container that the content stands before. */
  readonly renderBefore?: ChildNode | null;
}

/** Shows a value at the end of a container, or before one of its children, in place of what was rendered there before. */
export function render(value: unknown, container: Node, { host, renderBefore = null }: Options = {}): void {
  const part = (((renderBefore ?? container) as { $lit?: Part }).$lit ??= create(
    container.insertBefore(new Comment(), renderBefore),
    renderBefore,
  ));
  // Inlined, the function would be made anew at each call.
  /*#__NOINLINE__*/ set(part, value, host);
}
