import ts from 'typescript';

/**
 * What elements and controllers call each other by: names that no page, adapter, language or browser knows. The files for script tags
 * call them something shorter. A test looks whether somebody else has come to use one.
 */
export const internalNames = `
  acceptSuggestion addController again approach become begun branch branches canPost canRetry change claim conduct
  controller createRenderRoot drawing dress failure firstUpdated focusComment focusMessage hasEarlier hasMore hasUpdated internals
  isClosed isDateWhole isNear isSending isStranded isTarget isUpdatePending isWaiting loadEarlier loadReplies look
  newCount openThread pageForm perform performUpdate place placed ready received renderCounter renderOpen renderOutbox renderOutcome renderRoot renderSummary
  requestUpdate restore retryAt secondsLeft seek shouldUpdate shownAt showNews summarized unfold unfoldText unfolded
  updated voteOn willUpdate
`
  .trim()
  .split(/\s+/);

const letters = 'etnrisoaldcmupfhgbvkwyxzjqTESRCINDALMPOFUBHVWGKYXJZQ';
/** One letter, as long as there are some; then with a sign behind it. */
export const shortName = (index) => letters[index] ?? `${shortName(index - letters.length)}_`;
const short = new Map(internalNames.map((name, index) => [name, shortName(index)]));

/** A TypeScript transformer: one short name for each, the same in all files. */
export const shortenNames = (context) => (file) => {
  const { factory } = context;
  const shortened = (name) => factory.createIdentifier(short.get(name.text));
  const isLong = (name) => name && ts.isIdentifier(name) && short.has(name.text);

  function visit(node) {
    // Said to the types alone. Under another name it would be written as a field, in front of the accessor that draws anew.
    if (node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)) return undefined;
    // `{ place }` takes or gives what is called so from within: only the member's name is another.
    if (ts.isShorthandPropertyAssignment(node) && isLong(node.name))
      return factory.createPropertyAssignment(shortened(node.name), node.name);
    if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent) && isLong(node.propertyName ?? node.name)) {
      const { dotDotDotToken, propertyName, name, initializer } = node;
      if (dotDotDotToken) return node;
      const value = ts.visitNode(initializer, visit);
      return factory.createBindingElement(undefined, shortened(propertyName ?? name), ts.visitNode(name, visit), value);
    }
    const isMember =
      node.parent?.name === node && (ts.isPropertyAccessExpression(node.parent) || isMemberOf(node.parent));
    return isMember && isLong(node) ? shortened(node) : ts.visitEachChild(node, visit, context);
  }

  return ts.visitNode(file, visit);
};

const isMemberOf = (node) =>
  ts.isPropertyAssignment(node) ||
  ts.isPropertyDeclaration(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isAccessor(node);
