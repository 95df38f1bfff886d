/** 相差一点的主题名与主题过滤器（4.7.3）。 */

import type { Words } from '../../../base/message.ts';
import type { NamingFindings, Slip } from '../../../engine/findings/findings.ts';
import type { NAMING } from '../../../engine/rules/naming.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { quoted } from './findingWords.ts';

export const naming: RuleTexts<keyof typeof NAMING> = {
  'filter-misses-topic': {
    title: '过滤器与主题只差一个字符',
    explanation:
      '抓包中没有消息匹配该主题过滤器，也没有客户端收到一个几乎相同的主题上的消息。Broker 逐字符比较主题：大小写、空格以及首尾的斜杠都算。',
    remedy: '若客户端需要该主题，请在两侧使用相同的写法。',
  },
};

const SLIPS: Readonly<Record<Slip, string>> = {
  case: '大小写',
  slash: '斜杠',
  blank: '空格',
  letter: '一个字母',
};

/** Findings of this rule. */
export const namingFindings: Words<NamingFindings> = {
  'filter-misses-topic': ({ filter, topic, slip }) =>
    `抓包中没有消息匹配 ${quoted(filter)}，也没有其中的客户端收到 ${quoted(topic)} 上的消息：两者的差别是${SLIPS[slip]}。`,
};
