/**
 * What this library uses of lit-html, with lit-html's answers, at a third of its weight. The files for script tags are built with
 * this in lit-html's place: there a reader pays for every byte. Everything else, the package for bundlers included, runs lit-html,
 * and a test holds the two to the same answers.
 */

type Update = (value: unknown) => void;

/** A function, for no JSON can pass for one. */
type Result = () => [TemplateStringsArray, ...unknown[]];

type Hole = [steps: number, name: string | undefined, texts: false | string[]];
type Template = [content: DocumentFragment, holes: Hole[]];

interface Policy {
  createHTML(markup: string): string;
}

/** What TypeScript does not know of browsers yet. */
interface Browser {
  readonly trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
}

const policy = (globalThis as Browser).trustedTypes?.createPolicy('lit-html', { createHTML: (markup) => markup });

/** Stands for an expression while its template is parsed: no template has one. */
const mark = '`';
const bound = /(?<=<[a-z][^>]*\s)([^\s=]+)=("[^"]*"|'[^']*'|[^\s>]+)|`/g;

const templates = new WeakMap<TemplateStringsArray, Template>();

export const nothing: readonly unknown[] = [];

export const html =
  (...given: [TemplateStringsArray, ...unknown[]]): Result =>
  () =>
    given;

function prepare(strings: TemplateStringsArray): Template {
  const names: (string | undefined)[] = [];
  const holes: Hole[] = [];
  const element = document.createElement('template');
  const markup = (strings.join(mark) + (strings.at(-1) ? '' : '<!>')).replace(bound, (token, name?: string) => {
    if (token.includes(mark)) names.push(name);
    return name ? token : `<!--${mark}-->`;
  });
  // eslint-disable-next-line no-restricted-syntax -- the text of our own templates
  element.innerHTML = policy?.createHTML(markup) ?? markup;
  const { content } = element;
  const walker = document.createTreeWalker(content, 129);
  let steps = 0;
  for (let node; (node = walker.nextNode() as Element | null);) {
    steps++;
    for (const { nodeName, nodeValue } of [...(node.attributes ?? [node])])
      if (nodeValue!.includes(mark)) {
        node.removeAttribute?.(nodeName);
        holes.push([steps, names.shift(), nodeValue !== mark && nodeValue!.split(mark)]);
        steps = 0;
      }
  }
  const template: Template = [content, holes];
  templates.set(strings, template);
  return template;
}

function attribute(element: Element, name: string, host: unknown): Update {
  let old: unknown = nothing;
  let given: unknown;
  const [sign] = name;
  const key = name.slice(1);
  const listen = (event: Event) => (given as (event: Event) => void).call(host ?? element, event);
  return (value) => {
    if (value === old) return;
    const before = given;
    given = value === nothing ? undefined : value;
    if (sign === '.') (element as unknown as Record<string, unknown>)[key] = given;
    else if (sign === '?') element.toggleAttribute(key, !!given);
    else if (sign === '@') {
      if (!before !== !given) element[given ? 'addEventListener' : 'removeEventListener'](key, listen);
    } else if (value === nothing) element.removeAttribute(name);
    else element.setAttribute(name, (given ?? '') as string);
    old = value;
  };
}

const anchor = (parent: Node, before: Node | null) => parent.insertBefore(new Comment(), before);

function child(start: ChildNode, end: Node | null, host: unknown): Update {
  let parts: Update[] = [];
  let old: unknown = parts;
  const put = (...nodes: (string | Node)[]) => {
    while (start.nextSibling !== end) start.nextSibling!.remove();
    start.after(...nodes);
  };
  const mark = () => anchor(start.parentNode!, end);
  return (value) => {
    if ((value ?? '') === '') value = nothing;
    if (typeof value === 'function') {
      const given = (value as Result)();
      const template = templates.get(given[0]) ?? prepare(given[0]);
      const [content, holes] = template;
      if (template !== old) {
        const walker = document.createTreeWalker((old = document.importNode(content, true)), 129);
        parts = holes.map(([steps, name]) => {
          while (steps--) walker.nextNode();
          const node = walker.currentNode as Element;
          return name ? attribute(node, name, host) : child(node, node.nextSibling, host);
        });
      }
      let index = 1;
      holes.forEach(([, , texts], i) => {
        if (texts) {
          const values = given.slice(index, (index += texts.length - 1));
          parts[i]!(
            values.includes(nothing) ? nothing : String.raw({ raw: texts }, ...values.map((value) => value ?? '')),
          );
        } else parts[i]!(given[index++]);
      });
      if (template !== old) put(old as Node);
      old = template;
    } else if (Array.isArray(value)) {
      if (old !== parts) {
        put();
        old = parts = [];
      }
      for (let i = 0; i < value.length || i < parts.length; i++) (parts[i] ??= child(mark(), mark(), host))(value[i]);
    } else if (value !== old) {
      if (typeof value !== 'object' && typeof old !== 'object') (start.nextSibling as Text).data = value as string;
      else put(value as Node);
      old = value;
    }
  };
}

interface Options {
  readonly host?: unknown;
  readonly renderBefore?: ChildNode | null;
}

export function render(value: unknown, container: Node, { host, renderBefore = null }: Options = {}): void {
  const owner = (renderBefore ?? container) as { $lit?: Update };
  (owner.$lit ??= child(anchor(container, renderBefore), renderBefore, host))(value);
}
