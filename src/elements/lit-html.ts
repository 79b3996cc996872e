/**
 * What this library uses of lit-html, with lit-html's answers, at a third of its weight. The files for script tags are built with
 * this in lit-html's place: there a reader pays for every byte. Everything else, the package for bundlers included, runs lit-html,
 * and a test holds the two to the same answers.
 *
 * Not here: directives, `noChange`, `svg`, iterables other than arrays, functions as content, objects as listeners, expressions
 * in comments, in place of an attribute and in what <textarea>, <style> and <template> contain, backticks, blanks around the "="
 * of an attribute, and ">" in an attribute before an expression.
 */

type Given = [strings: TemplateStringsArray, ...values: unknown[]];

/** A function, for no JSON can pass for one. */
type Result = () => Given;

/** Where an expression goes: into an attribute, or among the nodes where it has no name. */
interface Hole {
  /** How many elements and comments it is from the hole before. */
  readonly steps: number;
  /** What the attribute begins with in the template. */
  readonly sign: string;
  /** Without the sign. */
  readonly name: string | undefined;
  /** What stands around the expressions, where an attribute is more than one. */
  readonly texts: readonly string[] | false;
}

interface Template extends HTMLTemplateElement {
  holes: Hole[];
}

/** What has been rendered at one place. */
interface Part extends Partial<Hole> {
  /** The element, or the comment before the content. */
  readonly node: ChildNode;
  /** What comes after the content. */
  readonly end: Node | null;
  /** The value that is shown; the template of a template, the parts of a list. */
  old: unknown;
  /** The parts of a template or a list. */
  inner?: Part[];
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

/** An attribute with its name, or a mark that stands in none. */
const found = /(?<=<\w[^>]*\s)\W?([^\s=]+)=("[^"]*"|'[^']*'|[^\s>]+)|`/g;

const templates = new Map<TemplateStringsArray, Template>();

/** A list that has nothing in it. */
export const nothing: readonly unknown[] = [];

export const html =
  (...given: Given): Result =>
  () =>
    given;

function prepare(strings: TemplateStringsArray): Template {
  // The parser makes them lower case.
  const names: (string | undefined)[] = [];
  const template = document.createElement('template') as Template;
  const holes: Hole[] = (template.holes = []);
  // A part at the very end has to know where it ends, too.
  const markup = (strings.join(mark) + (strings.at(-1) ? '' : '<!>')).replace(found, (token, name?: string) => {
    if (token.includes(mark)) names.push(name);
    return name ? token : `<!${mark}>`;
  });
  // eslint-disable-next-line no-restricted-syntax -- templates are ours, and values are not in it
  template.innerHTML = policy?.createHTML(markup) ?? markup;
  const walker = document.createTreeWalker(template.content, 129);
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

const create = (node: ChildNode, end: Node | null, hole?: Omit<Hole, 'steps'>): Part => ({
  ...hole,
  node,
  end,
  old: nothing,
});

const replace = ({ node, end }: Part, content?: Node): void => {
  while (node.nextSibling !== end) node.nextSibling!.remove();
  if (content) node.parentNode!.insertBefore(content, end);
};

function setAttribute(element: Element, sign: string, name: string, value: unknown): void {
  if (sign === '.') (element as unknown as Record<string, unknown>)[name] = value === nothing ? undefined : value;
  else if (sign !== '@') {
    if (value === nothing || (sign === '?' && !value)) element.removeAttribute(name);
    else element.setAttribute(name, sign === '?' ? '' : ((value ?? '') as string));
  }
}

function set(part: Part, value: unknown, host: unknown): void {
  const { node, end, old, sign, name } = part;
  if (value === old) return;
  if (name) setAttribute(node as Element, sign!, name, value);
  else if (((value ??= '') as Node).nodeType) replace(part, value as Node);
  else if (value !== '' && Object(value) !== value) {
    if (typeof old === 'object') replace(part, new Text(value as string));
    else (node.nextSibling as Text).data = value as string;
  } else {
    let given = value as unknown[];
    let index = 0;
    let fragment: DocumentFragment | undefined;
    if (typeof value === 'function') {
      given = (value as Result)();
      const strings = given[index++] as TemplateStringsArray;
      const template = templates.get(strings) ?? prepare(strings);
      if ((value = template) !== old) {
        // Should something throw before the content is there, the next rendering begins anew.
        const walker = document.createTreeWalker(
          (part.old = fragment = document.importNode(template.content, true)),
          129,
        );
        part.inner = template.holes.map(({ steps, ...hole }) => {
          while (steps--) walker.nextNode();
          const node = walker.currentNode as ChildNode;
          const inner = create(node, node.nextSibling, hole);
          if (hole.sign === '@')
            node.addEventListener(hole.name!, (event) =>
              (inner.old as EventListener | null | undefined)?.call?.(host ?? node, event),
            );
          return inner;
        });
      }
    } else {
      if (old !== part.inner) {
        replace(part);
        part.old = part.inner = [];
      }
      const items = (value = part.inner) as Part[];
      // Parts that are not needed any more stay, empty.
      while (items.length < given.length)
        items.push(create((items.at(-1)?.end as ChildNode) ?? node, node.parentNode!.insertBefore(new Comment(), end)));
    }
    for (const inner of part.inner!)
      set(
        inner,
        inner.texts
          ? (inner.texts as unknown[]).reduce((text, next) => {
              const value = given[index++];
              return text === nothing || value === nothing ? nothing : (text as string) + (value ?? '') + next;
            })
          : given[index++],
        host,
      );
    if (fragment) replace(part, fragment);
  }
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
  set(part, value, host);
}
