/** 消息与 JSON Schema 不符之处，以及未检查的原因。 */

import type { Words } from '../../../base/message.ts';
import type { NotJudgedReasons } from '../../../engine/findings/notJudged.ts';

const BREACHES: ReadonlyMap<string, (path: string, wanted: string) => string> = new Map([
  ['values', (path) => `${path} 不是 JSON，也不是其他含有值的格式`],
  ['type', (path, wanted) => `${path} 的类型不是 ${wanted}`],
  ['required', (path, wanted) => `${path} 缺少 ${wanted}`],
  ['enum', (path, wanted) => `${path} 不在 ${wanted} 之中`],
  ['const', (path, wanted) => `${path} 不是 ${wanted}`],
  ['minimum', (path, wanted) => `${path} 小于 ${wanted}`],
  ['maximum', (path, wanted) => `${path} 大于 ${wanted}`],
  ['exclusiveMinimum', (path, wanted) => `${path} 不大于 ${wanted}`],
  ['exclusiveMaximum', (path, wanted) => `${path} 不小于 ${wanted}`],
  ['multipleOf', (path, wanted) => `${path} 不是 ${wanted} 的倍数`],
  ['minLength', (path, wanted) => `${path} 短于 ${wanted} 个字符`],
  ['maxLength', (path, wanted) => `${path} 长于 ${wanted} 个字符`],
  ['minItems', (path, wanted) => `${path} 的元素少于 ${wanted} 个`],
  ['maxItems', (path, wanted) => `${path} 的元素多于 ${wanted} 个`],
  ['uniqueItems', (path) => `${path} 中有重复的元素`],
  ['pattern', (path, wanted) => `${path} 不匹配 ${wanted}`],
  ['format', (path, wanted) => `${path} 不符合格式 ${wanted}`],
  ['minProperties', (path, wanted) => `${path} 的成员少于 ${wanted} 个`],
  ['maxProperties', (path, wanted) => `${path} 的成员多于 ${wanted} 个`],
  ['dependentRequired', (path) => `${path} 缺少其他成员所要求的成员`],
  ['dependencies', (path) => `${path} 缺少其某个成员所要求的内容`],
  ['contains', (path) => `${path} 中没有符合 contains 的元素`],
  ['minContains', (path, wanted) => `${path} 中符合的元素少于 ${wanted} 个`],
  ['maxContains', (path, wanted) => `${path} 中符合的元素多于 ${wanted} 个`],
  ['anyOf', (path) => `${path} 不符合 anyOf 中的任何一个 Schema`],
  ['oneOf', (path) => `${path} 不符合 oneOf 中的任何一个 Schema，或符合多个`],
  ['not', (path) => `${path} 符合 not 中的 Schema`],
  ['false', (path) => `${path} 不应存在`],
]);

export function breachText(path: string, keyword: string, wanted: string): string {
  const text = BREACHES.get(keyword);
  return text?.(path, wanted) ?? `${path} 违反 ${keyword} ${wanted}`.trimEnd();
}

export const notJudged: Words<NotJudgedReasons> = {
  'no-answer': ({ seconds }) => `${seconds} 秒内没有结果`,
  'too-deep': () => 'Schema 与值的嵌套过深；可能有引用指回自身',
  failed: ({ error }) => `检查时出错（${error}）`,
};
