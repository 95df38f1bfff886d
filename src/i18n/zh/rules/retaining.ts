/** 保留消息，以及 Broker 接收后没有投递的消息（3.3.1.3、4.5）。 */

import type { Words } from '../../../base/message.ts';
import type { RetainingFindings } from '../../../engine/findings/findings.ts';
import type { RETAINING } from '../../../engine/rules/retaining.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { seconds } from '../codes/durations.ts';
import { quoted } from './findingWords.ts';

export const retaining: RuleTexts<keyof typeof RETAINING> = {
  'retained-not-sent': {
    title: '订阅后没有收到保留消息',
    explanation:
      'Broker 接收了带 RETAIN 的消息或曾发送过，抓包中没有客户端清除该消息，订阅却没有收到。重复已有订阅的 SUBSCRIBE 也应收到，除非其 Retain Handling 另有要求。客户端无法得知当前状态。',
    remedy:
      '检查此客户端是否有权读取该主题、抓包之外是否有客户端清除了该消息，以及 Broker 是否支持保留消息，并为带通配符的订阅发送保留消息。',
  },
  'retained-without-flag': {
    title: '保留消息没有带 RETAIN',
    explanation: '客户端会以为这条消息是刚刚发布的。',
    remedy: '请修正 Broker：因 SUBSCRIBE 而发送的消息，该标志为 1。',
  },
  'retained-not-last': {
    title: '发送了较旧的保留消息',
    explanation: '客户端收到的是过时的状态。',
    remedy:
      '查看抓包之外是否有客户端又发布了保留消息；若没有，请修正 Broker；在集群上检查各节点如何共享保留消息。',
  },
  'retained-after-clear': {
    title: '保留消息清除后仍发送',
    remedy:
      '查看抓包之外是否有客户端又发布了保留消息；若没有，请修正 Broker；在集群上检查各节点如何共享保留消息。',
  },
  'retained-not-cleared': {
    title: '没有清除保留消息',
    explanation:
      '只有带 RETAIN 的空消息才会清除其主题的保留消息。不带 RETAIN 时，旧消息仍保留；带 RETAIN 的空格或空行则会替换它。新的订阅会收到该消息。',
    remedy:
      '发布 0 字节的载荷并带 RETAIN：使用 mosquitto_pub -r -n，不要使用 -m " "，也不要通过管道接 echo 的输出。',
  },
  'retained-set-again': {
    title: '保留消息清除后又重新设置',
    explanation:
      '一个客户端清除了该主题的保留消息，另一个客户端又在该主题上发布了带 RETAIN 的消息，Broker 因此又有了保留消息。只要该客户端仍在运行，清除就不会长久有效。',
    remedy:
      '停止该客户端，或让它发布时不带 RETAIN，然后再次清除该主题。问题中没有写明客户端时，请查看 Broker 的日志，或用设备抓包记录该设备；mqttscope 的 Broker 会向有权查看 Broker 的人指出是哪个客户端。',
  },
  'message-not-delivered': {
    title: '消息已接收却没有投递',
    explanation:
      'Broker 确认了消息，某个已连接的客户端有匹配的订阅，却没有收到消息。发布者会认为消息已送达。',
    remedy:
      '检查该客户端是否有权读取该主题，以及 Broker 是否限制队列或速率。Broker 的日志会说明丢弃了哪些消息。',
  },
  'not-stored-for-qos-0': {
    title: 'Broker 没有为 QoS 0 的订阅保存消息',
    explanation:
      '消息以发布和订阅中较低的 QoS 投递。对离线的客户端，Broker 只须保存 QoS 1 和 2 的消息。许多 Broker 不保存 QoS 0 的消息（Mosquitto），有些则保存（EMQX 默认如此）。',
    remedy: '以 QoS 1 订阅，消息就会等到客户端重新连接。',
  },
  'message-not-delivered-yet': {
    title: '消息已接收，到结束时仍未投递',
    explanation:
      'Broker 确认了消息，某个已连接的客户端有匹配的订阅。在消息到达之前，其连接断开或抓包结束。其间 Broker 没有向该客户端发送其他内容，因此消息可能只是迟到。',
    remedy:
      '延长抓包时间。若连接已断开，请在重连时继续会话（Clean Session 为 0，MQTT 5 中设置会话过期间隔），消息会在重连后到达。',
  },
};

/** Findings of these rules. */
export const retainingFindings: Words<RetainingFindings> = {
  'retained-not-sent': ({ topic, waited, isRenewed }) =>
    isRenewed
      ? `SUBSCRIBE 重复了已有的订阅，但在 ${seconds(waited)}内没有再次收到 ${quoted(topic)} 的保留消息。`
      : `新的订阅在 ${seconds(waited)}内没有收到 ${quoted(topic)} 的保留消息。`,
  'retained-without-flag': ({ topic }) =>
    `${quoted(topic)} 因新的订阅到达时 RETAIN 为 0；这是保留消息，在此期间没有客户端发布过。`,
  'retained-not-last': ({ topic }) =>
    `${quoted(topic)} 到达时是较旧的保留消息，已被后来的消息替换。`,
  'retained-after-clear': ({ topic }) => `${quoted(topic)} 到达时是清除之前的保留消息。`,
  'retained-not-cleared': ({ topic, isBlank }) =>
    isBlank
      ? `向 ${quoted(topic)} 发布了带 RETAIN 的空白内容：它替换了保留消息，并没有清除。`
      : `向 ${quoted(topic)} 发布了不带 RETAIN 的空消息：它不会清除保留消息。`,
  'retained-set-again': ({ topic, after, client }) =>
    `${quoted(topic)} 被清除 ${seconds(after)}后，又由${client === undefined ? '抓包之外的客户端' : `客户端 ${quoted(client)} `}带 RETAIN 发布。`,
  'not-stored-for-qos-0': ({ topic, filter }) =>
    `Broker 恢复了会话，但客户端离线期间在 ${quoted(topic)} 上发布的 QoS 1 和 2 的消息，10 秒内一条也没有到达：订阅 ${quoted(filter)} 的 QoS 为 0。`,
  'message-not-delivered-yet': ({ topic, waited, receiver, isStored }) =>
    `Broker ${isStored ? `先接收了 ${quoted(topic)}，恢复会话` : `接收 ${quoted(topic)} `}后，到 ${seconds(waited)}后结束时，该消息仍没有到达连接 ${receiver}。`,
  'message-not-delivered': ({ topic, waited, receiver, isStored, instead }) =>
    `Broker ${isStored ? `先接收了 ${quoted(topic)}，恢复会话` : `接收 ${quoted(topic)} `}后，该消息在 ${seconds(waited)}内没有到达连接 ${receiver}。${instead === 0 ? '' : `收到的是报文 ${instead}，其载荷在此期间没有客户端发送过：可能就是该消息，但载荷已被改动。`}`,
};
