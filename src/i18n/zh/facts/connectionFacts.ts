/** 为何没有发送，连接为何结束，或为何不能建立连接。 */

import { say, type Words } from '../../../base/message.ts';
import type { ConnectionFacts } from '../../../connection/protocol/connectionFacts.ts';
import { grouped } from '../../numbers.ts';
import { breaches } from './breaches.ts';
import { scramErrors } from './scramErrors.ts';
import { templateErrors } from './templateErrors.ts';
import { topicErrors } from './topicErrors.ts';

export const connectionFacts: Words<ConnectionFacts> = {
  topic: ({ error }) => say(topicErrors, error),
  'not-filled-in': ({ why }) => `无法填写模板：${say(templateErrors, why)}。`,
  'filled-in-wrong': () => '填入后的文本不符合此载荷格式。',
  'filter-not-utf8': () => '主题过滤器必须是 UTF-8 能表示的文本。',
  'too-many-waiting': ({ waiting }) =>
    `已有 ${grouped(waiting)} 条消息在排队；请等待这些消息发出。`,
  'opened-anew': () => '发出之前已打开另一个连接。请在新连接中重新发送。',
  'packet-too-large': ({ bytes, most }) =>
    `报文有 ${grouped(bytes)} 字节；此 Broker 最多接受 ${grouped(most)} 字节（Maximum Packet Size）。请减少内容。`,
  'qos-too-high': ({ most }) => `此 Broker 最多接受 QoS ${most}（Maximum QoS）。请选择更低的 QoS。`,
  'read-only': () => '此连接为只读：不发布任何消息。',
  'no-retain': () => '此 Broker 不保存保留消息（Retain Available 为 0）。请关闭 RETAIN。',
  'no-aliases': () => '此 Broker 不接受主题别名（Topic Alias Maximum 为 0）。请去掉别名。',
  'alias-too-high': ({ most }) => `此 Broker 接受 1 至 ${most} 的主题别名。`,
  'alias-undefined': () => '此主题别名在此连接上没有定义。请给出主题。',
  'no-local-shared': () => '共享订阅不能设置 No Local。请关闭 No Local。[MQTT-3.8.3-4]',
  'no-shared': () => '此 Broker 不支持共享订阅。',
  'no-identifiers': () => '此 Broker 不接受订阅标识符。请移除订阅标识符。',
  'no-wildcards': () => '此 Broker 不接受通配符。请订阅完整的主题名。',

  'not-an-address': ({ address }) => `“${address}”不是地址。请写成 ws://localhost:8080/mqtt 这样。`,
  'not-for-browsers': ({ protocol }) =>
    `浏览器不能连接 ${protocol}// 地址，只能通过 WebSocket 使用 MQTT。请使用 Broker 的 ws:// 或 wss:// 地址。`,
  'address-has-fragment': () => 'WebSocket 地址不能有 # 之后的部分，请去掉。',

  'other-protocol': ({ what, line }) =>
    what === 'tls'
      ? '该地址以 TLS 响应。请使用 mqtts://，或改用不带 TLS 的端口。'
      : what === 'http'
        ? `该地址以 HTTP 响应（“${line}”）。WebSocket 上的 MQTT 请使用 ws:// 及其路径，或改用其他端口。`
        : `该地址的响应不是 MQTT（“${line}”）。请检查主机和端口。`,
  'before-connack': ({ type }) => `${type.toUpperCase()} 在 CONNACK 之前到达。`,
  'second-connack': () => '收到第二个 CONNACK。',
  'suback-codes': () => 'SUBACK 没有为每个请求的主题过滤器给出返回码。',
  'not-for-servers': ({ type }) => `Broker 不得发送 ${type.toUpperCase()}。`,
  'auth-without-method': () => '收到 AUTH，而 CONNECT 没有指定认证方法。',
  'alias-outside': ({ alias, most }) => `主题别名 ${alias} 超出 CONNECT 允许的 1 至 ${most}。`,
  'alias-unknown': ({ alias }) => `主题别名 ${alias} 在此连接上不代表任何主题。`,
  'text-frame': () => '收到 WebSocket 文本帧；MQTT 用二进制帧传输。',
  scram: ({ error }) => say(scramErrors, error),
  packet: ({ breach }) => say(breaches, breach),

  'worker-message': () => '无法读取 Worker 发来的消息。',
  'no-worker': () => '无法加载此连接的 Worker：网络或本页面的服务器可能不可用。应用会重试。',
  'no-tab-worker': () => '无法加载页面内置 Broker 的 Worker。请重新加载页面。',
  said: ({ text }) => text,
};
