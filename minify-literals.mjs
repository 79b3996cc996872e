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

/** White space beside the tag of a block is not shown. */
const block = '</?(?:article|div|fieldset|form|h2|header|legend|li|ol|p|ul)(?: [^<>]*)?>';
const besideBlock = new RegExp(`(${block}) | (?=${block})`, 'g');

/** A value that needs no quotes: what comes after it is still in the tag, be that at an expression. And the stroke at a tag's end. */
const needless = /(?<= [\w-]+=)"([\w-]+)"(?=(?: [^<>]*)?(?:>|=$))|(?<=(?:^|<)[^<>]*) \/(?=>)/g;

/** One space means as much as a line break and an indentation, but where white space is kept: <pre> and <textarea>. */
function minifyHtml(text, isEnd) {
  const short = text
    .replace(/[ \t]*\n[ \t\n]*/g, ' ')
    .replace(besideBlock, (_, tag = '') => tag)
    .replace(needless, '$1');
  // A browser closes what is open at the end.
  return isEnd ? short.replace(/(<\/[\w-]+>)+$/, '') : short;
}

const minifiers = { css: minifyCss, html: minifyHtml };

/** A TypeScript transformer: minifiers of JavaScript leave the text of css`…` and html`…` as it is. */
export const minifyLiterals = (context) => (file) => {
  const { factory } = context;

  function minifyTemplate(template, minify) {
    const raw = (part, isEnd) => minify(part.getText(file).replace(/^[`}]|(`|\$\{)$/g, ''), isEnd);
    if (ts.isNoSubstitutionTemplateLiteral(template))
      return factory.createNoSubstitutionTemplateLiteral(undefined, raw(template, true));
    const spans = template.templateSpans.map(({ expression, literal }) => {
      const isEnd = ts.isTemplateTail(literal);
      const create = isEnd ? factory.createTemplateTail : factory.createTemplateMiddle;
      return factory.createTemplateSpan(ts.visitNode(expression, visit), create(undefined, raw(literal, isEnd)));
    });
    return factory.createTemplateExpression(factory.createTemplateHead(undefined, raw(template.head, false)), spans);
  }

  function visit(node) {
    const minify = ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && minifiers[node.tag.text];
    if (!minify) return ts.visitEachChild(node, visit, context);
    return factory.updateTaggedTemplateExpression(node, node.tag, undefined, minifyTemplate(node.template, minify));
  }

  return ts.visitNode(file, visit);
};
