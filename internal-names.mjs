/**
 * What elements and controllers call each other by: names that no page, adapter, language or browser knows. A file that holds all of
 * them may call them something shorter. A test looks whether somebody else has come to use one.
 */
export const internalNames = `
  acceptSuggestion actions addController again approach become begun branches canPost canRetry change claim conduct
  controller createRenderRoot dress failure firstUpdated focusComment focusMessage hasEarlier hasMore hasUpdated internals
  isClosed isDateWhole isNear isSending isStranded isTarget isUpdatePending isWaiting loadEarlier loadReplies look
  newCount pageForm perform performUpdate place placed posted ready renderCounter renderOutcome renderRoot renderSummary
  replySettings requestUpdate restore retryAt secondsLeft seek shouldUpdate showNews summarized unfold unfoldText unfolded
  updated voteOn willUpdate
`
  .trim()
  .split(/\s+/);
