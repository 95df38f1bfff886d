/** 从发布者经过 Broker 到订阅者的消息（3.3、3.8.4、4.3、4.6、4.8）。 */

import type { Words } from '../../../base/message.ts';
import type { ForwardingFindings } from '../../../engine/findings/findings.ts';
import type { FORWARDING } from '../../../engine/rules/forwarding.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { seconds } from '../codes/durations.ts';
import { quoted } from './findingWords.ts';

export const forwarding: RuleTexts<keyof typeof FORWARDING> = {
  'delivered-above-published': {
    title: '消息的 QoS 高于发布时的 QoS',
    explanation:
      '某客户端以较低的 QoS 发送过主题和载荷相同的消息，而没有客户端以这个 QoS 发送过。Broker 应以发布和授予的 QoS 中较低的一个投递。',
    remedy: '查看是否另有客户端发布了同样的消息；若没有，请修正 Broker，或关闭提升 QoS 的设置。',
  },
  'delivered-below-granted': {
    title: '消息的 QoS 低于发布和授予的 QoS',
    explanation:
      '某客户端以较高的 QoS 发布过主题和载荷相同的消息，匹配的订阅也获得了更高的 QoS。若有多个订阅匹配，Broker 至少有一份按其中最高的 QoS 投递。发往此客户端的消息可能丢失。',
    remedy: '请修正 Broker，或查找限制投递 QoS 的设置。',
  },
  'message-expiry-changed': {
    title: '消息过期间隔没有正确转发',
    explanation:
      'Broker 转发消息的过期间隔，并减去消息等待的秒数。否则接收者和其他 Broker 会把消息保存得过久。',
    remedy: '请修正 Broker；检查重新发布消息的桥接和插件。',
  },
  'message-properties-changed': {
    title: '属性在转发时改变',
    explanation:
      'Broker 原样转发载荷格式、内容类型、响应主题、关联数据和用户属性，用户属性还要保持顺序。接收者可能误读载荷，或把响应发到错误的主题。',
    remedy: '请修正 Broker；检查重新发布消息的插件和规则。',
  },
  'own-message-returned': {
    title: '设置了 No Local 却收到自己的消息',
    explanation: '依赖此选项的桥接会造成消息循环。',
    remedy: '请修正 Broker。在此之前，客户端应跳过自己的消息。',
  },
  'subscription-identifier-of-another': {
    title: '属于另一订阅的订阅标识符',
    explanation:
      'PUBLISH 的订阅标识符属于不匹配的主题过滤器，或属于已被替换的 SUBSCRIBE。客户端可能把消息交给错误的处理函数。',
    remedy: '请修正 Broker。',
  },
  'retain-flag-kept': {
    title: '没有 Retain As Published 的新消息带 RETAIN',
    explanation: '客户端会把新消息当作旧消息。',
    remedy: '请修正 Broker。',
  },
  'retain-flag-changed': {
    title: '设置了 Retain As Published 而 RETAIN 与发布时不同',
    explanation: '依赖此选项的桥接会保存错误的消息。',
    remedy: '请修正 Broker。',
  },
  'delivered-out-of-order': {
    title: '消息投递的顺序不同',
    explanation:
      '同一客户端在此主题上以相同的 QoS 发布了两条消息，到达的顺序却相反。接收者最后得到的可能是较旧的值。',
    remedy: '请修正 Broker；在集群上检查一个主题是否由一个节点处理。',
  },
  'delivered-twice': {
    title: 'QoS 2 消息投递了两次',
    explanation: 'QoS 2 表示恰好一次。抓包中只有一次发布，客户端却在两次投递中收到了该消息。',
    remedy: '查看是否另有客户端发布了同样的消息；若没有，请修正 Broker。',
  },
  'shared-message-twice': {
    title: '共享订阅的消息投递给了两个客户端',
    explanation: '两个客户端都会处理该消息。',
    remedy: '请修正 Broker；在集群上检查各节点是否知道彼此的订阅。',
  },
  'delivered-after-unsubscribe': {
    title: '订阅结束后仍投递消息',
    explanation: '消息是在 UNSUBACK 之后发布的。Broker 只能发送之前已经接收的消息。',
    remedy: '请修正 Broker。',
  },
};

/** Findings of these rules. */
export const forwardingFindings: Words<ForwardingFindings> = {
  'delivered-above-published': ({ topic, qos, published }) =>
    `${quoted(topic)} 以 QoS ${qos} 到达；载荷相同的消息是以 QoS ${published} 发布的。`,
  'delivered-below-granted': ({ topic, qos, published, granted }) =>
    `${quoted(topic)} 以 QoS ${qos} 到达；发布时为 QoS ${published}，授予的是 QoS ${granted}。`,
  'message-expiry-changed': ({ topic, published, delivered, waited }) =>
    delivered === undefined
      ? `${quoted(topic)} 到达时没有消息过期间隔；发布时为 ${published} 秒。`
      : `${quoted(topic)} 到达时消息过期间隔为 ${delivered} 秒；${seconds(waited)}前发布时为 ${published} 秒。`,
  'message-properties-changed': ({ topic, property, how }) =>
    `${quoted(topic)}：${property} ${HOW[how]}。`,
  'own-message-returned': ({ topic }) =>
    `${quoted(topic)} 又投递给了发布该消息的客户端；其订阅带 No Local。`,
  'subscription-identifier-of-another': ({ topic, identifier, filter, own }) =>
    own === undefined
      ? `${quoted(topic)} 带订阅标识符 ${identifier} 到达；其订阅 ${quoted(filter)} 没有订阅标识符。`
      : `${quoted(topic)} 带订阅标识符 ${identifier} 到达；其订阅 ${quoted(filter)} 的订阅标识符是 ${own}。`,
  'retain-flag-kept': ({ topic }) =>
    `${quoted(topic)} 带 RETAIN 到达，但消息是在客户端订阅之后发布的，且订阅不带 Retain As Published。`,
  'retain-flag-changed': ({ topic, isSet }) =>
    isSet
      ? `${quoted(topic)} 带 RETAIN 到达；发布时不带。`
      : `${quoted(topic)} 不带 RETAIN 到达；发布时带 RETAIN，且订阅带 Retain As Published。`,
  'delivered-out-of-order': ({ topic }) =>
    `${quoted(topic)}：同一客户端较晚发布的一条消息已经先到达。`,
  'delivered-twice': ({ topic }) =>
    `${quoted(topic)} 以 QoS 2 发布，在新的投递中再次到达，却没有另一次发布。`,
  'shared-message-twice': ({ topic, filter, stream }) =>
    `${quoted(topic)} 也因同一共享订阅 ${quoted(filter)} 送到了连接 ${stream}。`,
  'delivered-after-unsubscribe': ({ topic, published }) =>
    `UNSUBACK 结束了 ${quoted(topic)} 的最后一个订阅，消息是在此之后发布的（报文 ${published}）。`,
};

const HOW = {
  missing: '缺失，发布时有',
  changed: '与发布时不同',
  order: '的顺序与发布时不同',
} as const;
