/** Reasons why a regular expression cannot be used. */

import type { Words } from '../../../base/message.ts';
import type { PatternErrorFacts } from '../../../engine/filter/regex/patternErrorFacts.ts';

export const patternErrors: Words<PatternErrorFacts> = {
  'too-large': () => '正则表达式过大：请减少重复次数。',
  'closes-nothing': () => ') 没有对应的 (。',
  'nothing-to-repeat': ({ sign }) => `${sign} 之前没有可重复的内容。`,
  'repeats-a-place': () => '重复之前没有可重复的内容。',
  'repeated-twice': () => '两个重复符号相连。',
  'counts-reversed': () => '重复 {m,n} 中较大的数在前。',
  'looks-around': () => '不支持前瞻和后顾。',
  'group-unknown': () => '(?…) 中只支持 (?:…)，以及开头的 (?i)。',
  'too-deep': ({ levels }) => `分组嵌套超过 ${levels} 层。`,
  'group-open': () => '有一个 ( 没有闭合。',
  'class-open': () => '有一个 [ 没有闭合。',
  'range-reversed': () => '[ ] 中范围的两端顺序颠倒。',
  'above-ffff': () => '[ ] 中不能有 U+FFFF 以上的字符。',
  'ends-with-escape': () => '末尾是 \\。',
  'back-reference': () => '不支持反向引用。',
  'escape-unknown': ({ letter }) => `不支持 \\${letter}。`,
  'escape-incomplete': ({ letter, digits }) => `\\${letter} 需要 ${digits} 个十六进制数字。`,
};
