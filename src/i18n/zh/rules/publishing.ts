/** Messages compared with the limits that both sides announced (3.2.2.3, 3.3.2.3, 4.7). */

import type { Words } from '../../../base/message.ts';
import type { PublishingFindings } from '../../../engine/findings/findings.ts';
import type { PUBLISHING } from '../../../engine/rules/publishing.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { seconds } from '../codes/durations.ts';
import { spaced } from '../codes/spaced.ts';
import { quoted, SIDES } from './findingWords.ts';

export const publishing: RuleTexts<keyof typeof PUBLISHING> = {
  'retain-not-available': {
    title: '使用了 Broker 不支持的保留消息',
    explanation: 'Broker 可以关闭连接（0x9A），自身也不应发送带 RETAIN 的消息。',
    remedy: '发布时不带 RETAIN。若消息来自 Broker，请修正 Broker。',
  },
  'qos-above-maximum': {
    title: 'QoS 高于 Broker 的上限',
    explanation: 'Broker 可以关闭连接（0x9B）。',
    remedy: '最多以 Broker 的 Maximum QoS 发布。',
  },
  'will-qos-above-maximum': {
    title: '遗嘱的 QoS 高于 Broker 的上限',
    remedy: '使用更低的 Will QoS。',
  },
  'will-retain-not-available': {
    title: 'Will Retain 为 1，而 Broker 不支持保留消息',
    remedy: '将 Will Retain 设为 0。',
  },
  'alias-above-maximum': {
    title: '主题别名超出上限',
    explanation: '接收方可以断开连接（0x94）。',
    remedy: '使用 1 到接收方 Topic Alias Maximum 之间的别名。',
  },
  'packet-too-large': {
    title: '报文超出最大长度',
    explanation: '接收方可以断开连接（0x95）。',
    remedy: '发送更小的报文，或声明更大的上限。',
  },
  'message-expired': {
    title: '消息已过期',
    explanation: 'Broker 会删除这样的消息，可能没有客户端收到。',
    remedy: '使用更长的消息过期间隔，或不设置。',
  },
  'dollar-topic': {
    title: '向以 $ 开头的主题发布',
    explanation: '以 $ 开头的主题属于 Broker。对 # 和 +/… 的订阅不匹配它们。',
    remedy: '只按 Broker 文档的说明使用。',
  },
  'leading-slash': {
    title: '主题以斜杠开头',
    explanation: '开头的斜杠产生一个空的第一层：/a/b 与 a/b 是两个主题，+/b 不匹配 /a/b。',
    remedy: '两侧都去掉开头的斜杠。',
  },
};

/** Findings of these rules. */
export const publishingFindings: Words<PublishingFindings> = {
  'will-qos-above-maximum': ({ qos, maximum }) => `遗嘱为 QoS ${qos}；Broker 的上限为 ${maximum}。`,
  'will-retained': () => '该遗嘱设置了保留标志。',
  'published-expired': () => '消息以 0 秒的过期间隔发布：立即过期。',
  'arrived-expired': () => '消息到达时剩余有效期为 0 秒。',
  'arrived-late': ({ age, expiry }) =>
    `相同主题和载荷的消息以 ${expiry} 秒的有效期发布，${seconds(age)}后此消息才到达。`,
  'qos-above-maximum': ({ qos, maximum }) => `PUBLISH 为 QoS ${qos}；Broker 的上限为 ${maximum}。`,
  'retain-not-available': () => 'PUBLISH 带 RETAIN；Broker 不支持保留消息。',
  'retained-without-retaining': ({ topic }) =>
    `${quoted(topic)} 带 RETAIN 到达；CONNACK 说明 Broker 不支持保留消息。`,
  'alias-above-maximum': ({ alias, receiver, maximum }) =>
    `主题别名 ${alias}：${spaced(SIDES[receiver], maximum === 0 ? '不接受主题别名' : `接受的别名最大为 ${maximum}`)}。`,
  'packet-too-large': ({ size, receiver, maximum }) =>
    `报文有 ${size} 字节；${spaced(SIDES[receiver], '最多接受')} ${maximum} 字节。`,
  'payload-not-utf8': () => '载荷声明为 UTF-8，却不是合法的 UTF-8。',
  'leading-slash': ({ topic }) => `主题 ${quoted(topic)} 以空的层级开头。`,
  'dollar-topic': ({ topic }) => `客户端向 ${quoted(topic)} 发布。`,
  'topic-characters': () => '主题名含控制字符或非字符。',
};
