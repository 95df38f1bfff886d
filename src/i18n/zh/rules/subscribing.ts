/** Subscriptions and the messages delivered for them (3.8 to 3.11, 3.3.4, 4.7). */

import type { Words } from '../../../base/message.ts';
import type { SubscribingFindings } from '../../../engine/findings/findings.ts';
import type { SUBSCRIBING } from '../../../engine/rules/subscribing.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { seconds } from '../codes/durations.ts';
import { codeText, nameOf, odd, quoted, which } from './findingWords.ts';

export const subscribing: RuleTexts<keyof typeof SUBSCRIBING> = {
  'code-count': {
    title: 'SUBACK 或 UNSUBACK 的返回码数量不对',
    explanation: '无法判断哪个主题过滤器失败。',
    remedy: '请修正 Broker。',
  },
  'granted-above-requested': {
    title: '授予的 QoS 高于请求的 QoS',
    explanation: '客户端可能无法处理更高的 QoS。',
    remedy: '请修正 Broker。',
  },
  'subscription-refused': {
    title: '订阅被拒绝',
    explanation: '客户端收不到相应的消息，也不会看到其他错误。',
    remedy: '检查此客户端对该主题过滤器的权限，以及 Broker 是否允许在此处使用通配符。',
  },
  'qos-downgraded': {
    title: '授予的 QoS 低于请求的 QoS',
    explanation: '无论以何种 QoS 发布，消息最多以授予的 QoS 到达，因此可能丢失或重复。',
    remedy: '接受较低的 QoS，或提高 Broker 的 QoS 上限。',
  },
  'subscribe-unanswered': {
    title: 'SUBSCRIBE 或 UNSUBSCRIBE 没有得到响应',
    explanation: '无法得知订阅是否生效。',
    remedy: '查看 Broker 的日志；下次连接时重新订阅。',
  },
  'wildcard-not-available': {
    title: '使用了 Broker 不支持的通配符',
    explanation: 'Broker 可以关闭连接（0xA2）。',
    remedy: '用完整的主题名逐个订阅。',
  },
  'shared-not-available': {
    title: '使用了 Broker 不支持的共享订阅',
    explanation: 'Broker 可以关闭连接（0x9E）。',
    remedy: '订阅时不使用 $share，改用其他方式分配消息。',
  },
  'identifier-not-available': {
    title: '使用了 Broker 不支持的订阅标识符',
    explanation: 'Broker 可以关闭连接（0xA1）。',
    remedy: '订阅时不使用订阅标识符。',
  },
  'overlapping-subscriptions': {
    title: '订阅重叠',
    explanation: 'Broker 可能把每条消息发送两次。',
    remedy: '去掉范围较小的那个，或用订阅标识符区分（MQTT 5）。',
  },
  'unsubscribe-refused': {
    title: 'UNSUBSCRIBE 被拒绝',
    explanation: '客户端仍会继续收到消息。',
    remedy: '原因码和原因字符串（如果有）说明了原因。',
  },
  'no-subscription-existed': {
    title: '取消了不存在的订阅',
    explanation: '主题过滤器逐字符比较。',
    remedy: '用订阅时完全相同的主题过滤器取消订阅。',
  },
  'nobody-subscribed': {
    title: '收到未订阅的消息',
    explanation: '有些 Broker 会自行为客户端订阅。',
    remedy: '若 Broker 有意如此，请忽略此规则；否则请检查 Broker 是否混淆了订阅。',
  },
  'delivered-above-granted': {
    title: '消息的 QoS 高于授予的 QoS',
    remedy: '请修正 Broker。',
  },
  'retained-not-wanted': {
    title: '未要求接收的保留消息',
    explanation:
      '所有匹配的订阅都是共享订阅或不要求保留消息，并且都要求其他消息的 RETAIN 为 0，而此处 RETAIN 为 1。',
    remedy: '请修正 Broker 对保留消息的处理。',
  },
  'retained-sent-again': {
    title: '订阅已存在却又发送保留消息',
    explanation:
      'SUBSCRIBE 只要求为新订阅发送保留消息，而该订阅已经存在，Broker 却又发送了一次保留消息。',
    remedy: '请修正 Broker 对保留消息的处理。',
  },
  'unknown-subscription-identifier': {
    title: '未使用过的订阅标识符',
    remedy: '请修正 Broker；客户端可能把消息交给错误的处理函数。',
  },
  'subscription-identifier-missing': {
    title: '缺少订阅标识符',
    explanation:
      '匹配的主题过滤器的每个 SUBSCRIBE 都带订阅标识符，而 PUBLISH 没有，或唯一的一份缺少其中之一。按订阅标识符寻找处理函数的客户端会丢弃该消息。',
    remedy: '请修正 Broker；查看是否只有保留消息如此。',
  },
};

/** Findings of these rules. */
export const subscribingFindings: Words<SubscribingFindings> = {
  'code-count': odd('返回码的数量与主题过滤器不同'),
  'granted-above-requested': odd('授予的 QoS 高于请求的 QoS'),
  'request-unanswered': ({ type, filter, within }) =>
    `${quoted(filter)} 的 ${nameOf(type)} 在 ${seconds(within)}内没有得到 ${type === 'subscribe' ? 'SUBACK' : 'UNSUBACK'}。`,
  'nobody-subscribed': ({ topic }) => `本会话订阅过的主题过滤器都不匹配 ${quoted(topic)}。`,
  'delivered-above-granted': ({ topic, qos, highest, isGranted }) =>
    `${quoted(topic)} 以 QoS ${qos} 到达；${isGranted ? '授予' : '请求'}的是 QoS ${highest}。`,
  'retained-not-wanted': ({ topic, isShared }) =>
    isShared
      ? `${quoted(topic)} 带 RETAIN 到达；该订阅是共享订阅，而共享订阅不接收保留消息。`
      : `${quoted(topic)} 带 RETAIN 到达；其订阅不要求保留消息。`,
  'retained-sent-again': ({ topic }) =>
    `${quoted(topic)} 又一次带 RETAIN 到达；SUBSCRIBE 以 Retain Handling 1 再次请求时，其订阅已经存在。`,
  'unknown-subscription-identifier': ({ identifier }) =>
    `PUBLISH 带订阅标识符 ${identifier}，没有任何 SUBSCRIBE 使用过该标识符。`,
  'subscription-identifier-missing': ({ topic, filter, identifier }) =>
    `${quoted(topic)} 到达时缺少其订阅 ${quoted(filter)} 的订阅标识符 ${identifier}。`,
  'overlapping-subscriptions': ({ filter, other }) =>
    `${quoted(filter)} 与 ${quoted(other)} 匹配相同的主题。`,
  'shared-not-available': ({ filter }) => `${quoted(filter)} 是共享订阅；Broker 不支持。`,
  'wildcard-not-available': ({ filter }) => `${quoted(filter)} 含通配符；Broker 不接受。`,
  'identifier-not-available': ({ identifier }) =>
    `SUBSCRIBE 带订阅标识符 ${identifier}；Broker 不接受。`,
  'subscription-refused': ({ said, ...one }) => `Broker 拒绝了${which(one)}：${codeText(said)}。`,
  'unsubscribe-refused': ({ said, ...one }) =>
    `Broker 拒绝取消订阅（${which(one)}）：${codeText(said)}。`,
  'qos-downgraded': ({ asked, granted, ...one }) =>
    `${which(one)} 请求 QoS ${asked}，授予 QoS ${granted}。`,
  'no-subscription-existed': (one) => `${which(one)} 没有订阅。`,
};
