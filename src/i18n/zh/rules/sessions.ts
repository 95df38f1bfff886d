/** Sessions, and other clients with the same client identifier (3.1.2, 3.1.4, 3.2.2, 3.14). */

import type { Words } from '../../../base/message.ts';
import type { SessionFindings } from '../../../engine/findings/findings.ts';
import type { SESSIONS } from '../../../engine/rules/sessions.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { seconds } from '../codes/durations.ts';
import { spaced } from '../codes/spaced.ts';
import { endCause } from '../ends/endCauses.ts';
import { codeText, nameOf, quoted, SIDES } from './findingWords.ts';
import { outOfStep } from './outOfStep.ts';

const UNIQUE = '请为每个客户端设置不同的客户端 ID：标签页、进程或设备之间不能共用。';

export const sessions: RuleTexts<keyof typeof SESSIONS> = {
  'session-present-after-clean-start': {
    title: 'Clean Start 之后却存在会话',
    explanation: '双方的订阅和未确认的消息不一致。',
    remedy: '请修正 Broker；客户端应关闭并重新连接。',
  },
  'session-lost': {
    title: '会话丢失',
    explanation: '会话的订阅和排队的消息都已丢失。',
    remedy:
      '每当 CONNACK 的 Session Present 为 0 时重新订阅；检查 Broker 对会话的限制，以及 Broker 是否重启过。',
  },
  'session-not-kept': {
    title: '会话因没有会话过期间隔而结束',
    explanation:
      '客户端以 Clean Start 0 连接以继续其会话，但 CONNECT 没有给出会话过期间隔时，该间隔为 0。因此会话及其订阅和排队的消息随每个连接断开而结束。在 MQTT 3.1.1 中，Clean Session 0 就足够了。',
    remedy: '在 CONNECT 中设置会话过期间隔（秒），使其长于客户端离线的时间。',
  },
  'session-present-after-expiry': {
    title: '会话过期后仍存在',
    explanation: '客户端会得到意料之外的订阅和消息。',
    remedy: '查看客户端其间是否连接过其他地方；若没有，请修正 Broker。',
  },
  'taken-over': {
    title: '连接被挤下线',
    explanation: '另一个连接使用了同一客户端 ID，Broker 因此断开了此连接。',
    remedy: UNIQUE,
  },
  'client-id-in-two-streams': {
    title: '两个连接使用同一客户端 ID',
    explanation: 'Broker 必须断开较旧的连接。',
    remedy: UNIQUE,
  },
  'came-back-without-disconnect': {
    title: '客户端未发送 DISCONNECT 就重新连接',
    explanation:
      '客户端从同一主机重新连接，而它已不再发送数据的旧连接尚未断开：很可能是同一设备在休眠、重启或断网后重新连接。Broker 会断开旧连接，并发布其遗嘱。',
    remedy:
      '设备休眠前应发送 DISCONNECT，以取消其遗嘱。若同一地址后面有两台设备，请为其设置不同的客户端 ID。',
  },
  'client-id-in-two-tabs': {
    title: '两个标签页使用同一客户端 ID',
    explanation:
      '本应用的另一个连接（在此标签页或其他标签页中）在同一 Broker 上使用此客户端 ID。Broker 只保持其中一个，两者互相挤下线。',
    remedy: '断开其中一个，或为其设置不同的客户端 ID。',
  },
  'client-id-contested': {
    title: '同一客户端 ID 的连接一再被挤下线',
    explanation:
      '此客户端 ID 的连接被较新的连接挤下线：可能是两个标签页、进程或设备共用一个客户端 ID 而互相挤下线，也可能是旧连接已中断但尚未被发现，客户端就重新连接了。',
    remedy: UNIQUE,
  },
  'short-connections': {
    title: '连接建立后很快断开',
    explanation:
      '同一客户端的连接被接受后，几秒内又在没有说明的情况下断开。使用 MQTT 3.1.1 时，两个客户端共用一个客户端 ID 会这样；Broker 因不允许的发布或订阅而断开连接时也会这样。',
    remedy: '查看每次断开前客户端发送了什么，以及其客户端 ID 是否也被其他客户端使用。',
  },
  'reconnect-storm': {
    title: '重连风暴',
    explanation:
      '一个客户端在几秒内反复连接。这给 Broker 造成的负担比消息还大，客户端可能因此被封禁。',
    remedy: '找出连接断开的原因，并让客户端每次失败后等待更长时间。',
  },
  'session-expiry-raised': {
    title: 'DISCONNECT 中设置了会话过期间隔',
    explanation: 'CONNECT 中会话过期间隔为 0，DISCONNECT 不能将其改为非 0。这是协议错误。',
    remedy: '在 CONNECT 中设置大于 0 的会话过期间隔。',
  },
  'sends-after-disconnect': {
    title: 'DISCONNECT 之后的报文',
    explanation: '之后的内容会被忽略。',
    remedy: '先发送完所有内容，再发送 DISCONNECT 并关闭连接。',
  },
  'closed-without-disconnect': {
    title: '连接没有 DISCONNECT 就断开',
    explanation:
      '连接断开，双方都未发送 DISCONNECT：网络故障、程序退出，或 Broker 未说明原因就断开了连接。',
    remedy: '主动断开前应发送 DISCONNECT。否则检查网络和 Broker 的日志。',
  },
  'will-due': {
    title: '连接没有 DISCONNECT 就断开：应发布遗嘱',
    explanation:
      '带遗嘱的连接没有 DISCONNECT 就断开，Broker 必须发布遗嘱（MQTT 5 中在遗嘱延迟间隔之后，除非客户端届时已恢复会话）。',
    remedy: '主动断开前应发送 DISCONNECT；否则 Broker 会发布遗嘱，属正常现象。',
  },
  'server-disconnected': {
    title: 'Broker 断开了连接',
    remedy: '请根据原因码和原因字符串（如果有）修改。',
  },
  'client-reported-error': {
    title: '客户端因错误断开了连接',
    explanation: '客户端发送的 DISCONNECT 带有表示错误的原因码：不接受收到的内容。',
    remedy: '查看 Broker 在此之前发送的报文。',
  },
  'server-keep-alive-timeout': {
    title: 'Broker 断开了连接：心跳超时',
    explanation: 'Broker 在 1.5 倍心跳间隔内没有收到客户端的任何报文（0x8D）。',
    remedy: '让客户端按时发送 PINGREQ。浏览器会减慢隐藏标签页的定时器：请在 Worker 中发送。',
  },
};

/** Findings of these rules. */
export const sessionFindings: Words<SessionFindings> = {
  'connected-often': ({ client, times, within }) =>
    `客户端 ${quoted(client)} 在 ${seconds(within)}内连接了 ${times} 次。`,
  'connects-twice': ({ client, stream }) =>
    `客户端 ${quoted(client)} 在连接 ${stream} 仍未断开时再次连接。`,
  'came-back': ({ client, stream, silence }) =>
    `客户端 ${quoted(client)} 从同一主机重新连接，而其连接 ${stream} 已有 ${seconds(silence)}没有数据，尚未断开。`,
  'taken-over-often': ({ client, times }) =>
    `客户端 ${quoted(client)} 的连接在一分钟内被挤下线 ${times} 次。`,
  'session-gone': ({ stream }) => `CONNACK 表明没有会话；连接 ${stream} 的会话本应仍存在。`,
  'session-not-kept': ({ stream, missed }) =>
    `连接 ${stream} 的会话随该连接断开而结束：其 CONNECT 中没有会话过期间隔，或为 0。${missed === 0 ? '' : `此后至少有 ${missed} 条符合其订阅的消息，Broker 都没有保存。`}`,
  'ended-soon-often': ({ client, times, within }) =>
    `客户端 ${quoted(client)} 有 ${times} 个连接在 CONNACK 后 ${seconds(within)}内断开，没有 DISCONNECT。`,
  'in-another-tab': ({ client }) =>
    client === undefined
      ? '该客户端也在本应用的另一个标签页中连接。'
      : `客户端 ${quoted(client)} 也在本应用的另一个标签页中连接。`,
  'session-expired': ({ after, expiry }) =>
    `上一个连接断开 ${seconds(after)}后仍有 Session Present；会话过期间隔为 ${seconds(expiry)}。`,
  'session-present': ({ version }) =>
    `CONNACK 表明存在会话，而 CONNECT 设置了 ${version === 5 ? 'Clean Start' : 'Clean Session'}。`,
  'connection-ended': ({ by, said }) => `${spaced(SIDES[by], '断开了连接')}：${codeText(said)}。`,
  'session-expiry-raised': ({ expiry }) =>
    `DISCONNECT 设置会话过期间隔 ${expiry} 秒；CONNECT 为 0。`,
  'will-due': ({ topic, ending, cause }) =>
    ending === 'by-server'
      ? `Broker 以 DISCONNECT 断开了连接：应发布主题 ${quoted(topic)} 的遗嘱。`
      : `连接没有 DISCONNECT 就断开：应发布主题 ${quoted(topic)} 的遗嘱。${cause === undefined ? '' : endCause(cause)}`,
  'delayed-will-due': ({ topic, after }) =>
    `连接断开 ${seconds(after)}后客户端仍未恢复会话：应发布 ${quoted(topic)} 的遗嘱。`,
  'closed-without-disconnect': ({ cause }) =>
    `连接没有 DISCONNECT 就断开${cause === undefined ? '。' : `：${endCause(cause)}`}`,
  'out-of-step': outOfStep,
  'cut-off': ({ announced, there, field }) =>
    `连接在此报文中间断开：剩余长度声明 ${announced} 字节，实际只有 ${there} 字节${field === undefined ? '' : `；缺少 ${field}`}。`,
  'after-disconnect': ({ type }) => `${nameOf(type)} 在同一侧的 DISCONNECT 之后到达。`,
};
