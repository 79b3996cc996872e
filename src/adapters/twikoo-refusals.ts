import type { ErrorCode, Issue } from '../core/errors.js';
import type { Refusal } from './http.js';

/**
 * What the server says, in Chinese and with a status of 200, when it takes nothing: the first that fits. Whatever else it says is an
 * error of its own, after which the comment may be stored.
 */
const refusals: readonly (readonly [said: RegExp, code: ErrorCode, more?: Issue | string])[] = [
  [/"comment"/, 'invalid', { field: 'body', code: 'required' }],
  [/邮箱/, 'invalid', { field: 'email', code: 'email' }],
  // The tags are counted as well, which no reader sees: by how much, would be no help.
  [/过长/, 'invalid', { field: 'body', code: 'too-long' }],
  [/屏蔽/, 'rejected'],
  [/频率|火爆|Too/, 'rate-limited'],
  [/登录/, 'unauthorized'],
  [/更新/, 'misconfigured', 'update the Twikoo server'],
  [/运行/, 'misconfigured', 'Twikoo gets no JSON: what stands before it takes the body away'],
  [/配置|支持/, 'misconfigured', "complete the settings of the captcha in Twikoo's panel"],
  [/验证/, 'challenge'],
  [/自己/, 'forbidden'],
  [/不存/, 'gone'],
];

export function refusalOf(status: number, message: unknown): Refusal | undefined {
  const [, meant, more] = refusals.find(([said]) => typeof message === 'string' && said.test(message)) ?? [];
  if (!meant) return status < 400 ? { code: 'unavailable' } : undefined;
  return typeof more === 'string' ? { code: meant, message: more } : { code: meant, issues: more && [more] };
}
