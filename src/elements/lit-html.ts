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

/** What is rendered at one place. There are dozens for each comment: what they hold decides how long garbage collections take. */
interface Part {
  readonly hole: Partial<Hole>;
  /** The element, or the comment before the content. */
  readonly node: ChildNode;
  /** What comes after the content; null for an attribute. */
  readonly end: ChildNode | null;
  /** The value that is shown: of a result its template, of a list its parts. */
  old: unknown;
  /** The parts of a result or a list. */
  inner?: Part[];
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

const create = (node: ChildNode, end: ChildNode | null, hole: Partial<Hole> = {}): Part => ({
  hole,
  node,
  end,
  old: nothing,
});

/** A function of its own, or each listener would keep all that is around it where it is made. */
const listen = (part: Part, host: unknown) =>
  part.node.addEventListener(part.hole.name!, (event) =>
    (part.old as Listener | undefined)?.call?.(host ?? part.node, event),
  );

const replace = ({ node, end }: Part, content?: Node): void => {
  while (node.nextSibling !== end) node.nextSibling!.remove();
  if (content) node.parentNode!.insertBefore(content, end);
};

function set(part: Part, value: unknown, host: unknown): void {
  const {
    node,
    end,
    old,
    hole: { sign, name },
  } = part;
  if (value === old) return;
  if (name) {
    if (sign === '.') (node as unknown as Record<string, unknown>)[name] = value === nothing ? undefined : value;
    else if (sign !== '@') {
      if (value === nothing || (sign === '?' && !value)) (node as Element).removeAttribute(name);
      else (node as Element).setAttribute(name, sign === '?' ? '' : ((value ?? '') as string));
    }
  } else if (typeof value === 'function' || (value ??= '') === '' || Array.isArray(value)) {
    let given = value as unknown[];
    let index = 0;
    let fragment: DocumentFragment | undefined;
    if (typeof value === 'function') {
      given = (value as Result)();
      value = templates.get(given[index++] as TemplateStringsArray) ?? prepare(given[0] as TemplateStringsArray);
      if (value !== old) {
        // Not the template yet: should a value throw, the next rendering begins anew.
        const walker = document.createTreeWalker(
          (part.old = fragment = document.importNode((value as Template).content, true)),
          129,
        );
        part.inner = (value as Template).holes.map((hole) => {
          for (let { steps } = hole; steps--;) walker.nextNode();
          const node = walker.currentNode as ChildNode;
          const inner = create(node, hole.name ? null : node.nextSibling, hole);
          if (hole.sign === '@') /*#__NOINLINE__*/ listen(inner, host);
          return inner;
        });
      }
    } else {
      if (old !== part.inner) {
        replace(part);
        part.old = part.inner = [];
      }
      // Parts that a shorter list leaves over stay, with nothing in them.
      value = part.inner;
      while ((value as Part[]).length < given.length)
        (value as Part[]).push(
          create((value as Part[]).at(-1)?.end ?? node, node.parentNode!.insertBefore(new Comment(), end)),
        );
    }
    for (const inner of part.inner!)
      set(
        inner,
        inner.hole.texts
          ? inner.hole.texts.reduce((text, next) => {
              const one = given[index++] as string | null | undefined;
              return text === nothing || one === nothing ? nothing : (text as string) + (one ?? '') + (next as string);
            })
          : given[index++],
        host,
      );
    if (fragment) replace(part, fragment);
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
