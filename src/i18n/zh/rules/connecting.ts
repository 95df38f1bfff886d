/** The start of a connection (3.1, 3.2, 4.11, 4.12). */

import type { Words } from '../../../base/message.ts';
import type { ConnectingFindings } from '../../../engine/findings/findings.ts';
import type { CONNECTING } from '../../../engine/rules/connecting.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { seconds } from '../codes/durations.ts';
import { endCause } from '../ends/endCauses.ts';
import { codeText, nameOf, odd, quoted } from './findingWords.ts';

export const connecting: RuleTexts<keyof typeof CONNECTING> = {
  'client-not-mqtt': {
    title: '客户端发送的不是 MQTT',
    explanation:
      '客户端最先发送的字节是 HTTP、TLS 或文本，而此处必须是 CONNECT。Broker 会关闭这样的连接，多半不作响应，客户端只会报告连接断开或超时。',
    remedy:
      'HTTP：此端口请使用 mqtt://，而不是 ws:// 或 http://；或改用 Broker 的 WebSocket 端口（常为 8083、9001 或 8080）及其路径（常为 /mqtt）。TLS：在客户端关闭 TLS（mqtt://），或改用 Broker 的 TLS 端口（常为 8883）。其他情况：查找连接到此处的程序。',
  },
  'server-not-mqtt': {
    title: 'Broker 发送的不是 MQTT',
    explanation:
      'Broker 最先发送的字节是 HTTP、TLS 或文本，而此处必须是 CONNACK：该端口提供的不是不带 TLS 的 MQTT。',
    remedy:
      'HTTP：WebSocket 上的 MQTT 请使用 ws:// 及 Broker 的路径（常为 /mqtt），或改用其 MQTT 端口（常为 1883）。TLS：在客户端启用 TLS（mqtts://），或改用不带 TLS 的端口。其他情况：检查主机和端口。',
  },
  'first-packet-not-connect': {
    title: '第一个报文不是 CONNECT',
    explanation: 'Broker 会直接关闭连接。',
    remedy: '每个新连接都先发送 CONNECT；检查重连时是否也如此。',
  },
  'second-connect': {
    title: '同一连接上的第二个 CONNECT',
    explanation: 'Broker 会将第二个 CONNECT 视为违规，并关闭连接。',
    remedy: '要再次连接，请新建一个连接。',
  },
  'client-before-connack': {
    title: '客户端在 CONNACK 之前发送了其他报文',
    explanation:
      '客户端可以不等 CONNACK 就发送报文。但若 Broker 拒绝连接，这些报文都不会被处理；在 MQTT 5 中，客户端此时也还不知道 Broker 的限制。',
    remedy: '除非对时延要求极高，否则请等待 CONNACK。',
  },
  'server-before-connack': {
    title: 'Broker 在 CONNACK 之前发送了其他报文',
    explanation: '客户端无法知道连接是否已被接受，可以关闭连接。',
    remedy: '请修正 Broker；过早恢复会话的 Broker 曾有此缺陷。',
  },
  'packet-during-authentication': {
    title: '客户端在认证期间发送了其他报文',
    remedy: '在 CONNACK 之前拦截其他所有报文。',
  },
  'unexpected-connack': {
    title: '多余的 CONNACK',
    explanation: '客户端会关闭连接。',
    remedy: '请修正 Broker，或中间的设备。',
  },
  'connack-missing': {
    title: '连接在 CONNACK 之前断开',
    explanation:
      'CONNECT 没有得到响应。Broker 认为 CONNECT 格式错误或不支持其版本时，会这样关闭连接；代理之后没有服务在监听时也是如此。',
    remedy: '试试 MQTT 3.1.1，检查端口和路径，并查看 Broker 的日志。',
  },
  'refused-credentials': {
    title: '凭据被拒绝',
    explanation: 'Broker 不接受用户名和密码，或未授权此客户端连接。',
    remedy:
      '检查用户名、密码和客户端 ID；若密码由签名得出，还要检查密钥；若 Broker 校验时间（阿里云物联网平台不校验），还要检查时钟。Azure IoT Hub：客户端 ID 是设备名，用户名是 {host}/{device}/?api-version=…，其中的设备名须相同，host 为该 Hub 的主机名。',
  },
  'refused-version': {
    title: 'MQTT 版本被拒绝',
    remedy: '换一个版本连接，最常见的是 MQTT 3.1.1。',
  },
  'refused-client-id': {
    title: '客户端 ID 被拒绝',
    explanation: 'Broker 不允许此客户端 ID：格式不正确，或不属于该用户。',
    remedy: '请查阅 Broker 对客户端 ID 的要求；有些云平台有明确规定。',
  },
  'server-unavailable': {
    title: 'Broker 不可用',
    explanation: 'Broker 在线，但目前无法接受连接：繁忙、正在关闭或超出配额。',
    remedy: '稍后再试，并逐次加长间隔。',
  },
  'connection-refused': {
    title: '连接被拒绝',
    remedy: '返回码或原因码以及原因字符串（如果有）说明了原因。',
  },
  'server-moved': {
    title: 'Broker 要求改用另一个 Broker',
    explanation: 'Broker 要求客户端改用另一个 Broker：暂时（0x9C）或永久（0x9D）。',
    remedy: '连接到 Server Reference 指出的 Broker。',
  },
  'sends-after-refusal': {
    title: 'Broker 拒绝连接之后仍在发送',
    remedy: '请修正 Broker。',
  },
  'assigned-client-id-missing': {
    title: '未向客户端返回分配的客户端 ID',
    explanation: '客户端无法再恢复自己的会话。',
    remedy: '请自行设置客户端 ID，或修正 Broker。',
  },
  'response-information-unasked': {
    title: '未请求的 Response Information',
    remedy: '在 CONNECT 中请求 Response Information，或修正 Broker。',
  },
  'problem-information-unasked': {
    title: '未请求的原因字符串或用户属性',
    explanation: '客户端可以关闭连接。',
    remedy: '请修正 Broker。',
  },
  'unexpected-auth': {
    title: '未经请求的 AUTH',
    remedy: '在 CONNECT 中指定认证方法，或不发送 AUTH。',
  },
  'auth-method-changed': {
    title: '认证方法不一致',
    remedy: '整个连接只使用一种方法。',
  },
  'keep-alive-off': {
    title: '心跳已关闭',
    explanation:
      '心跳间隔为 0 时，双方都无法发现失效的连接：客户端看似已连接，却什么也收不到，其遗嘱也不会发布。',
    remedy: '使用 30 至 300 秒的心跳间隔。',
  },
  'user-name-of-another': {
    title: '用户名属于另一个客户端 ID',
    explanation:
      '用户名是 Hub 中设备的形式（`主机/设备/?api-version=…`），其中的设备与客户端 ID 不同。Azure IoT Hub 等会拒绝这样的连接。',
    remedy: '以设备 ID 作为客户端 ID，并在用户名中使用同一个 ID。',
  },
  'keep-alive-swapped': {
    title: '心跳间隔的字节顺序可能颠倒',
    explanation:
      '心跳间隔异常长，而把两个字节颠倒过来则是常见的值。失效的连接要几个小时后才会被发现。',
    remedy: '先写高位字节，MQTT 的所有数字都是如此（60 秒为 `00 3c`）。',
  },
};

const OTHER = {
  connect: { tls: ' TLS', http: ' HTTP 请求', text: '文本' },
  connack: { tls: ' TLS', http: ' HTTP 响应', text: '文本' },
} as const;

/** Findings of these rules. */
export const connectingFindings: Words<ConnectingFindings> = {
  'problem-information-unasked': ({ type, carries }) =>
    `${nameOf(type)} 带有${carries === 'reason-string' ? '原因字符串' : '用户属性'}；CONNECT 没有请求问题信息（Request Problem Information）。`,
  'unexpected-connack': odd('没有等待 CONNACK 的 CONNECT'),
  'unexpected-auth': odd('没有正在进行的认证'),
  'keep-alive-off': () => 'CONNECT 关闭了心跳（0）。',
  'user-name-of-another': ({ named, clientId }) =>
    `用户名属于${quoted(named)}，而客户端 ID 为${quoted(clientId)}。`,
  'keep-alive-swapped': ({ keepAlive, swapped }) =>
    `CONNECT 请求的心跳间隔为 ${keepAlive} 秒；颠倒其字节顺序则为 ${swapped} 秒。`,
  'no-client-id-assigned': () => 'CONNECT 没有客户端 ID，CONNACK 也没有分配。',
  'response-information-unasked': () => 'CONNACK 带有 CONNECT 没有请求的 Response Information。',
  'method-changed': ({ type, method, ofConnect }) => {
    const names = method === undefined ? '没有给出方法' : `给出方法 ${quoted(method)}`;
    const asked = ofConnect === undefined ? 'CONNECT 没有' : `CONNECT 为 ${quoted(ofConnect)}`;
    return `${nameOf(type)} ${names}，${asked}。`;
  },
  'connection-refused': ({ said }) => `Broker 拒绝了连接：${codeText(said)}。`,
  'no-connack': ({ after, cause }) =>
    cause === undefined
      ? `连接在 CONNECT 后 ${seconds(after)}断开，没有 CONNACK。`
      : `连接断开：${endCause(cause)}`,
  'other-protocol': ({ what, expected }) =>
    `应为 ${nameOf(expected)} 之处是${OTHER[expected][what]}。`,
  'second-connect': () => '同一连接上收到第二个 CONNECT。',
  'first-packet': ({ type }) => `客户端的第一个报文是 ${nameOf(type)}。`,
  'during-authentication': ({ type }) =>
    `CONNECT 指定了认证方法，${nameOf(type)} 却在 CONNACK 之前发送。`,
  'client-before-connack': ({ type }) => `${nameOf(type)} 在收到 CONNACK 之前发送。`,
  'server-before-connack': ({ type }) => `${nameOf(type)} 在 CONNACK 之前发送。`,
  'after-refusal': ({ type }) => `${nameOf(type)} 在拒绝连接的 CONNACK 之后到达。`,
};
