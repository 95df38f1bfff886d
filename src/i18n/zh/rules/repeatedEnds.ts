/** Ends of connections that are alike (3.1.2.10, 3.8.4, 3.14). */

import type { Words } from '../../../base/message.ts';
import type { RepeatedEndFindings } from '../../../engine/findings/findings.ts';
import type { REPEATED_ENDS } from '../../../engine/rules/repeatedEnds.ts';
import { packetName } from '../../../mqtt/tables/packetNames.ts';
import { grouped } from '../../numbers.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { seconds } from '../codes/durations.ts';
import { quoted } from './findingWords.ts';

export const repeatedEnds: RuleTexts<keyof typeof REPEATED_ENDS> = {
  'same-message-before-ends': {
    title: '多个连接在同一条消息之后断开',
    explanation:
      '客户端连续几个连接都在收到同一条消息后立即断开。很可能其程序无法处理该消息：如果它远大于其他消息，则是因为大小，否则可能是因为内容。只取一条消息、随后不发送 DISCONNECT 就离开的客户端，看起来也是如此。Broker 会在每个连接上再次发送该消息，因为它是保留消息，或尚未得到确认。',
    remedy:
      '查看客户端日志中与该消息有关的内容，以及其接收缓冲区的大小。在 MQTT 5 中，客户端可声明能接受的最大报文（Maximum Packet Size）。修复之前可先移除该消息：清除保留消息，或让客户端以 Clean Session 连接一次。',
  },
  'same-silence-before-ends': {
    title: '多个连接在相同的空闲时间之后断开',
    explanation:
      '此客户端的几个连接都在相同时间没有报文之后，由 Broker 一侧断开，而心跳间隔允许更长的空闲时间。很可能是途中代理、负载均衡、防火墙或 NAT 的空闲超时，例如 nginx 的 60 秒（proxy_read_timeout）。',
    remedy: '将客户端的心跳间隔设置得明显小于该时间，以便提前发送 PINGREQ；或增大该超时。',
  },
  'same-duration-before-ends': {
    title: '多个连接在相同的时长之后断开',
    explanation:
      '此客户端的几个连接都在 CONNECT 之后相同的时间由 Broker 一侧断开，而断开之前的空闲时间各不相同，或更长的空闲时间并未导致断开，心跳间隔也得到遵守。与发送的内容无关。',
    remedy:
      '查找连接时长的限制：客户端所用 token 或证书的有效期，或负载均衡、代理、云平台的上限。请及时更新 token 或证书、提高上限，或让客户端重新连接。',
  },
  'left-before-connack': {
    title: '客户端不等待 CONNACK',
    explanation:
      '客户端在接受它的 CONNACK 到达之前，关闭了几个连接。其连接超时短于 Broker 或网络所需的时间。',
    remedy: '增大客户端的连接超时，并查找 CONNACK 缓慢的原因。',
  },
  'same-request-before-ends': {
    title: '多个连接在同一请求之后断开',
    explanation:
      '此客户端的几个连接都在同一请求之后立即被 Broker 断开，没有响应。很可能 Broker 不允许该客户端的这一请求。',
    remedy:
      '检查该客户端是否有权订阅此主题过滤器，或向此主题发布（AWS IoT 中为其证书的策略）。请查看 Broker 的日志。',
  },
};

/** 0: off. */
const keepAliveOf = (keepAlive: number): string =>
  keepAlive === 0 ? '其心跳间隔为关闭' : `其心跳间隔 ${seconds(keepAlive)}允许更长的空闲时间`;

/** Findings of these rules. */
export const repeatedEndFindings: Words<RepeatedEndFindings> = {
  'ended-after-message': ({ client, times, topic, size, next }) =>
    `客户端 ${quoted(client)} 最近 ${times} 个连接都在收到同一条消息时或之后立即由客户端断开：${grouped(size)} 字节的 PUBLISH${topic === undefined ? '' : `，主题 ${quoted(topic)}`}${next === 0 ? '' : `，远大于其他消息（次大的为 ${grouped(next)} 字节）`}。`,
  'ended-after-silence': ({ client, times, silence, keepAlive }) =>
    `客户端 ${quoted(client)} 最近 ${times} 个连接都在 ${seconds(silence)}没有报文之后由 Broker 一侧断开；${keepAliveOf(keepAlive)}。`,
  'ended-after-duration': ({ client, times, lasted }) =>
    `客户端 ${quoted(client)} 最近 ${times} 个连接都由 Broker 一侧断开；无论发送什么，每个都持续了 ${seconds(lasted)}：可能是连接时长的限制，例如 token 的有效期或负载均衡。`,
  'left-before-connack': ({ client, times, waited }) =>
    `客户端 ${quoted(client)} 最近 ${times} 个连接都在 CONNACK 到达之前由客户端断开，最多等待了 ${seconds(waited)}：请增大其超时。`,
  'ended-after-request': ({ client, times, type, topic }) =>
    `客户端 ${quoted(client)} 最近 ${times} 个连接都在发送 ${packetName(type)}（${quoted(topic)}）后立即被 Broker 断开。`,
};
