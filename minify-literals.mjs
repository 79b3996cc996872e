import ts from 'typescript';

/** Leaves strings alone; of the rest goes what CSS does not need. Spaces stay where two words or a sum need them. */
function minifyCss(text) {
  return text
    .replace(/("[^"]*"|'[^']*')|(?:\/\*[^]*?\*\/|[ \t\n])+/g, (_, string) => string ?? ' ')
    .replace(
      /("[^"]*"|'[^']*')|^ | ?([{};,>]) ?| (\*(?= [\d.])|\+(?= [*[])) |(:) |(?<=@media|@container) /g,
      (_, ...found) => found.slice(0, 4).find(Boolean) ?? '',
    )
    .replace(
      /(?<==)'([a-z][\w-]*)'(?=\])|("[^"]*"|'[^']*')|;(?=\})|(?<![\w.])0(?=\.\d)/g,
      (_, word, string) => word ?? string ?? '',
    );
}

/** Stands for an expression. */
const mark = '\0';

/** White space beside the tag of a block is not shown, nor is what a button begins or ends with. */
const block = '</?(?:article|div|fieldset|form|h2|header|legend|li|ol|p|ul)(?: [^<>]*)?>';
const besideBlock = new RegExp(`(${block}|<button(?: [^<>]*)?>) | (?=${block}|</button>)`, 'g');

/** A value that needs no quotes: what comes after it is still in the tag. And the space and the stroke at a tag's end. */
const needless = /(?<= [\w-]+=)"([\w-]+)"(?=(?: [^<>]*)?>)|(?<=<[^<>]*) \/?(?=>)/g;

/** One space means as much as a line break and an indentation, but where white space is kept: <pre> and <textarea>. */
function minifyHtml(text) {
  const short = text
    .replace(/[ \t]*\n[ \t\n]*/g, ' ')
    .replace(besideBlock, (_, tag = '') => tag)
    .replace(needless, '$1');
  // A browser closes what is open at the end.
  return short.replace(/(<\/[\w-]+>)+$/, '');
}

const minifiers = { css: minifyCss, html: minifyHtml };

/** A TypeScript transformer: minifiers of JavaScript leave the text of css`…` and html`…` as it is. */
export const minifyLiterals = (context) => (file) => {
  const { factory } = context;

  function minifyTemplate(template, minify) {
    const raw = (part) => part.getText(file).replace(/^[`}]|(`|\$\{)$/g, '');
    if (ts.isNoSubstitutionTemplateLiteral(template))
      return factory.createNoSubstitutionTemplateLiteral(undefined, minify(raw(template)));
    const { head, templateSpans } = template;
    const texts = minify([head, ...templateSpans.map(({ literal }) => literal)].map(raw).join(mark)).split(mark);
    const spans = templateSpans.map(({ expression, literal }, index) => {
      const create = ts.isTemplateTail(literal) ? factory.createTemplateTail : factory.createTemplateMiddle;
      return factory.createTemplateSpan(ts.visitNode(expression, visit), create(undefined, texts[index + 1]));
    });
    return factory.createTemplateExpression(factory.createTemplateHead(undefined, texts[0]), spans);
  }

  function visit(node) {
    const minify = ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && minifiers[node.tag.text];
    if (!minify) return ts.visitEachChild(node, visit, context);
    return factory.updateTaggedTemplateExpression(node, node.tag, undefined, minifyTemplate(node.template, minify));
  }

  return ts.visitNode(file, visit);
};
