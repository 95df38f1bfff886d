/** Keep alive and pings (3.1.2.10, 3.12). */

import type { Words } from '../../../base/message.ts';
import type { KeepAliveFindings } from '../../../engine/findings/findings.ts';
import type { KEEP_ALIVE } from '../../../engine/rules/keepAlive.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { seconds } from '../codes/durations.ts';
import { odd } from './findingWords.ts';

export const keepAlive: RuleTexts<keyof typeof KEEP_ALIVE> = {
  'keep-alive-near-miss': {
    title: '心跳接近超时',
    explanation: 'Broker 会等待心跳间隔的 1.5 倍；再有延迟，连接就会断开。',
    remedy: '更早发送 PINGREQ，或使用更长的心跳间隔。',
  },
  'keep-alive-breach': {
    title: '超过 1.5 倍心跳间隔没有报文',
    explanation: 'Broker 必须断开连接，视同网络故障。',
    remedy: '按时发送 PINGREQ；检查是否有阻塞的循环、休眠的设备或变慢的定时器。',
  },
  'server-keep-alive-ignored': {
    title: '忽略了 Broker 的心跳间隔',
    remedy: '让客户端使用 CONNACK 的 Server Keep Alive。',
  },
  'keep-alive-not-enforced': {
    title: 'Broker 未断开长时间没有报文的客户端',
    explanation: '失效的连接会一直占用。',
    remedy: '检查 Broker 的心跳间隔设置；有些 Broker 有意放宽。',
  },
  'ping-unanswered': {
    title: 'PINGREQ 没有得到响应',
    explanation: '没有看到 PINGRESP：Broker 卡住，或连接已失效而未被发现。',
    remedy: '关闭连接并重新连接；检查 Broker 负载和网络。',
  },
  'unexpected-pingresp': {
    title: '未经请求的 PINGRESP',
    remedy: '请修正 Broker，或中间的设备。',
  },
};

/** Findings of these rules. */
export const keepAliveFindings: Words<KeepAliveFindings> = {
  'unexpected-pingresp': odd('没有等待 PINGRESP 的 PINGREQ'),
  'client-silent': ({ silence, keepAlive }) =>
    `客户端已有 ${seconds(silence)}没有发送任何报文；心跳间隔为 ${seconds(keepAlive)}。`,
  'silent-client-served': ({ silence, keepAlive }) =>
    `客户端已有 ${seconds(silence)}没有发送任何报文，Broker 仍向其发送；心跳间隔为 ${seconds(keepAlive)}。`,
  'client-silent-since': ({ silence, keepAlive }) =>
    `客户端已超过 ${seconds(silence)}没有发送任何报文；心跳间隔为 ${seconds(keepAlive)}。`,
  'ping-unanswered': ({ waited }) => `PINGREQ 在 ${seconds(waited)}内没有得到 PINGRESP。`,
};
