import { expect } from '@open-wc/testing';
import { CommentError, asCommentError } from '../../src/core/errors.js';

describe('CommentError', () => {
  it('is refused, without issues, unless it says something else', () => {
    const error = new CommentError('network');
    expect(error).to.be.instanceOf(Error);
    expect(error).to.include({ name: 'CommentError', code: 'network', message: 'network', outcome: 'refused' });
    expect(error.issues).to.deep.equal([]);
    expect(error.retryAfter).to.equal(undefined);
  });

  it('carries all there is to know', () => {
    const cause = new TypeError('Failed to fetch');
    const issues = [{ field: 'body', code: 'required' }] as const;
    const error = new CommentError('invalid', 'a message', { cause, issues, retryAfter: 5, outcome: 'unknown' });
    expect(error).to.include({ message: 'a message', cause, issues, retryAfter: 5, outcome: 'unknown' });
  });
});

describe('asCommentError', () => {
  it('leaves one of ours as it is', () => {
    const error = new CommentError('gone');
    expect(asCommentError(error)).to.equal(error);
  });

  const thrown: [value: unknown, text: string][] = [
    [new TypeError('x is not a function'), 'TypeError: x is not a function'],
    ['a text', 'a text'],
    [undefined, 'undefined'],
    [null, 'null'],
    [{ code: 'network' }, '[object Object]'],
  ];
  for (const [value, text] of thrown)
    it(`calls ${text} a breach of protocol, after whatever was done`, () => {
      const error = asCommentError(value);
      expect(error).to.be.instanceOf(CommentError);
      expect(error).to.include({ code: 'protocol', message: text, cause: value, outcome: 'unknown' });
    });
});
