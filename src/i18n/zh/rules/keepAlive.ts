/** Keep alive and pings (3.1.2.10, 3.12). */

import type { Words } from '../../../base/message.ts';
import type { KeepAliveFindings } from '../../../engine/findings/findings.ts';
import type { KEEP_ALIVE } from '../../../engine/rules/keepAlive.ts';
import { seconds } from '../../durations.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { odd } from './findingWords.ts';

export const keepAlive: RuleTexts<keyof typeof KEEP_ALIVE> = {
  'keep-alive-near-miss': {
    title: '心跳接近超时',
    explanation:
      '客户端静默的时间超过了心跳间隔。Broker 会等待 1.5 倍的时间；再有延迟，连接就会结束。',
    remedy: '更早发送 PINGREQ，或使用更长的心跳间隔。',
  },
  'keep-alive-breach': {
    title: '违反心跳间隔',
    explanation: '客户端静默超过 1.5 倍心跳间隔。Broker 必须像网络故障那样结束连接。',
    remedy: '按时发送 PINGREQ；检查是否有阻塞的循环、休眠的设备或变慢的定时器。',
  },
  'server-keep-alive-ignored': {
    title: '忽略了 Broker 的心跳间隔',
    explanation: 'CONNACK 给出了比 CONNECT 更短的心跳间隔，而客户端静默得更久。',
    remedy: '让客户端使用 CONNACK 的 Server Keep Alive。',
  },
  'keep-alive-not-enforced': {
    title: 'Broker 未断开静默的客户端',
    explanation: '客户端静默超过两倍心跳间隔，Broker 仍在发送。失效的连接会一直保留。',
    remedy: '检查 Broker 的心跳设置；有些 Broker 有意放宽。',
  },
  'ping-unanswered': {
    title: 'PINGREQ 没有得到响应',
    explanation: '没有看到 PINGRESP：Broker 卡住，或连接已失效而未被发现。',
    remedy: '关闭连接并重新连接；检查 Broker 负载和网络。',
  },
  'unexpected-pingresp': {
    title: '未经请求的 PINGRESP',
    explanation: 'PINGRESP 用于响应 PINGREQ；此处没有对应的 PINGREQ。',
    remedy: '请修正 Broker，或中间的设备。',
  },
};

/** Findings of these rules. */
export const keepAliveFindings: Words<KeepAliveFindings> = {
  'unexpected-pingresp': odd('没有等待它的 PINGREQ'),
  'client-silent': ({ silence, keepAlive }) =>
    `客户端静默了 ${seconds(silence)}；心跳间隔为 ${seconds(keepAlive)}。`,
  'silent-client-served': ({ silence, keepAlive }) =>
    `Broker 向静默了 ${seconds(silence)} 的客户端发送；心跳间隔为 ${seconds(keepAlive)}。`,
  'client-silent-since': ({ silence, keepAlive }) =>
    `客户端已超过 ${seconds(silence)} 没有发送任何内容；心跳间隔为 ${seconds(keepAlive)}。`,
  'ping-unanswered': ({ waited }) => `PINGREQ 在 ${seconds(waited)} 内没有得到 PINGRESP。`,
};
