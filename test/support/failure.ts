import { expect } from '@open-wc/testing';
import { CommentError } from '../../src/core/errors.js';

/** The error that a promise must end in. */
export async function failure(promise: Promise<unknown>): Promise<CommentError> {
  const error = await promise.then(
    (value) => expect.fail(`it should have failed, not given ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(CommentError);
  return error as CommentError;
}
