/** 客户端再次发布的消息（3.8.3.1）。 */

import type { Words } from '../../../base/message.ts';
import type { RepeatedBy, RepeatingFindings } from '../../../engine/findings/findings.ts';
import type { REPEATING } from '../../../engine/rules/repeating.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { seconds } from '../codes/durations.ts';
import { quoted } from './findingWords.ts';

export const repeating: RuleTexts<keyof typeof REPEATING> = {
  'messages-repeated': {
    title: '客户端把刚收到的消息再次发布',
    explanation:
      'Broker 把消息发送给每个有匹配订阅的客户端。若其中一个客户端又向同一主题发布它，订阅者会收到两次；若该客户端或另一个客户端再重复这条消息，它就会不断循环，直到其中一个停止。',
    remedy:
      '每个主题只向一个方向桥接，或为两侧使用不同的主题前缀。在 MQTT 5 中，订阅时使用 No Local。若两个发布者的值来自同一来源，请只由其中一个发布。',
  },
};

const nameOf = ({ client, stream }: RepeatedBy): string =>
  client === '' ? `连接 ${stream}` : quoted(client);

/** Findings of this rule. */
export const repeatingFindings: Words<RepeatingFindings> = {
  'messages-repeated': ({ topic, times, ...by }) =>
    `客户端 ${nameOf(by)} 在 ${quoted(topic)} 上发布刚在该主题上收到的消息：至今 ${times} 次。`,
  'messages-go-round': ({ topic, clients, times, period }) =>
    `${quoted(topic)} 上的消息在循环：${clients.map(nameOf).join('、')} 收到后又发布，共 ${times} 次，间隔 ${seconds(period)}。`,
};
