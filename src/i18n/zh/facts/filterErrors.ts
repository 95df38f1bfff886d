/** Errors in a display filter. */

import { say, type Words } from '../../../base/message.ts';
import type { FilterErrorFacts } from '../../../engine/filter/syntax/filterErrorFacts.ts';
import { grouped } from '../../numbers.ts';
import { patternErrors } from './patternErrors.ts';
import { topicErrors } from './topicErrors.ts';

const LOOKS_FOR = {
  contains: 'contains 在文本中查找文本',
  matches: 'matches 在文本中查找正则表达式',
} as const;

export const filterErrors: Words<FilterErrorFacts> = {
  'waits-for-nothing': () => '请填写过滤条件，说明等待哪个报文。',
  'quote-open': () => '此文本没有结束引号。',
  'ends-early': () => '末尾缺少内容。',
  'field-missing': ({ operator, isLast }) => {
    const missing = `${operator} 是运算符，其前缺少字段。`;
    return isLast ? `${missing}要查找这个词，请加引号。` : missing;
  },
  'not-an-operator-here': ({ sign }) => `${sign} 在此不是运算符。`,
  'quote-closes-nothing': () => '此引号没有对应的文本。',
  'unexpected-operand': ({ shown }) => `此处不应有 ${shown}：其前缺少运算符。`,
  unexpected: ({ shown }) => `此处不应有 ${shown}。`,
  'in-without-braces': () => 'in 需要花括号中的值。',
  'not-behind-field': ({ word }) => `${word} 应在字段之前。`,
  'not-an-operator': ({ word }) => `“${word}”不是运算符。`,
  'operator-missing': ({ field, value }) => `${field} 与 ${value} 之间缺少运算符。`,
  'begins-without-field': ({ value }) => `比较以字段开头；${value} 不是字段。`,
  'no-such-field': ({ name }) => `没有字段 ${name}。`,
  'empty-text': () => '空字符串会匹配所有报文。',
  'not-a-field': ({ word }) => `${word} 不是字段。`,
  'step-unquoted': () => '[ ] 需要带引号的名称，或元素的序号。',
  'pattern-missing': () => '~ 需要带引号的模式。',
  'value-missing': ({ operator }) => `${operator} 之后缺少值。`,
  'bracket-open': ({ bracket, closing }) => `此 ${bracket} 没有 ${closing}。`,
  'braces-empty': () => '花括号中没有值。',
  'user-property-path': () => '用户属性需要带引号的名称。',
  'no-parts': ({ field }) => `${field} 没有组成部分。`,
  'name-missing-in-path': () => '此路径缺少名称。',
  'too-deep': ({ levels }) => `过滤器嵌套超过 ${levels} 层。`,
  'too-long': ({ most }) => `过滤器最多 ${grouped(most)} 个字符。`,
  'too-many-comparisons': ({ most }) =>
    `过滤器最多包含 ${grouped(most)} 个比较、单词和花括号中的值。`,
  'too-many-patterns': ({ most }) => `过滤器最多包含 ${grouped(most)} 个正则表达式。`,
  'regular-expression': ({ why }) => `此正则表达式不能使用。${say(patternErrors, why)}`,
  'not-a-topic': ({ field }) => `~ 比较主题，而 ${field} 不是主题。`,
  'not-a-topic-filter': ({ pattern, why }) => `${pattern} 不是主题过滤器。${say(topicErrors, why)}`,
  'not-a-text': ({ operator, field }) => `${LOOKS_FOR[operator]}，而 ${field} 不是文本。`,
  'no-order': ({ field }) => `${field} 没有大小顺序：只能用 == 和 !=。`,
  'not-a-number': ({ field }) => `${field} 是数字。`,
  'no-such-unit': ({ unit, field, units }) =>
    units.length === 0
      ? `${unit} 在此不是单位。${field} 没有单位。`
      : `${unit} 在此不是单位。${field} 的单位有 ${units.join('、')}。`,
  'no-such-word': ({ field, word, words }) =>
    `${field} 不会是 ${word}；应为 ${words.join('、')} 之一。`,
  'not-a-truth': ({ field }) => `${field} 为 true 或 false。`,
  'operator-needs-text': ({ operator }) => `${operator} 需要带引号的文本。`,
  'field-needs-text': ({ field }) => `${field} 与带引号的文本比较。`,
  'range-without-numbers': () => '范围的两端都需要数字。',
};
