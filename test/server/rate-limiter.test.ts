import assert from 'node:assert/strict';
import { it } from 'node:test';
import { RateLimiter } from '../../demo/server/rate-limiter.ts';

it('lets through what its last answer promised, and not a second earlier', () => {
  const limiter = new RateLimiter(2);
  assert.equal(limiter.take('a', 1000), 0);
  assert.equal(limiter.take('a', 21_500), 0);
  assert.equal(limiter.take('a', 30_000), 31);
  assert.equal(limiter.take('a', 60_000), 1);
  assert.equal(limiter.take('a', 61_000), 0);
  assert.equal(limiter.take('a', 61_000), 21);
});

it('counts each address for itself', () => {
  const limiter = new RateLimiter(1);
  assert.equal(limiter.take('a', 0), 0);
  assert.equal(limiter.take('b', 0), 0);
  assert.equal(limiter.take('a', 0), 60);
});

it('still knows who is too fast after it has forgotten the others', () => {
  const limiter = new RateLimiter(1);
  limiter.take('a', 0);
  limiter.take('b', 50_000);
  assert.equal(limiter.take('b', 70_000), 40);
  assert.equal(limiter.take('a', 70_000), 0);
});
