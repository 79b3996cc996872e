import ts from 'typescript';

/** Leaves strings alone; of the rest goes what CSS does not need. Spaces in selectors and calc() stay. */
function minifyCss(text) {
  return text
    .replace(/("[^"]*"|'[^']*')|(?:\/\*[^]*?\*\/|[ \t\n])+/g, (_, string) => string ?? ' ')
    .replace(/("[^"]*"|'[^']*')| ?([{};,]) ?|: /g, (_, string, sign) => string ?? sign ?? ':');
}

/** One space means as much as a line break and an indentation, but where white space is kept: <pre> and <textarea>. */
function minifyHtml(text) {
  return text.replace(/[ \t]*\n[ \t\n]*/g, ' ');
}

const minifiers = { css: minifyCss, html: minifyHtml };

/** A TypeScript transformer: minifiers of JavaScript leave the text of css`…` and html`…` as it is. */
export const minifyLiterals = (context) => (file) => {
  const { factory } = context;

  function minifyTemplate(template, minify) {
    const raw = (part) => minify(part.getText(file).replace(/^[`}]|(`|\$\{)$/g, ''));
    if (ts.isNoSubstitutionTemplateLiteral(template))
      return factory.createNoSubstitutionTemplateLiteral(undefined, raw(template));
    const spans = template.templateSpans.map(({ expression, literal }) => {
      const create = ts.isTemplateTail(literal) ? factory.createTemplateTail : factory.createTemplateMiddle;
      return factory.createTemplateSpan(ts.visitNode(expression, visit), create(undefined, raw(literal)));
    });
    return factory.createTemplateExpression(factory.createTemplateHead(undefined, raw(template.head)), spans);
  }

  function visit(node) {
    const minify = ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && minifiers[node.tag.text];
    if (!minify) return ts.visitEachChild(node, visit, context);
    return factory.updateTaggedTemplateExpression(node, node.tag, undefined, minifyTemplate(node.template, minify));
  }

  return ts.visitNode(file, visit);
};
