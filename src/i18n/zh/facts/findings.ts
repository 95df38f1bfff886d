/** Findings of rules in a conversation. */

import { say, type Words } from '../../../base/message.ts';
import type { ConventionLimit } from '../../../engine/findings/conventionLimit.ts';
import type { Findings, SaidCode } from '../../../engine/findings/findings.ts';
import type { FoundWrong } from '../../../engine/findings/problem.ts';
import type { PacketType, Sender } from '../../../mqtt/tables/packet.ts';
import { packetName } from '../../../mqtt/tables/packetNames.ts';
import { seconds } from '../../durations.ts';
import { grouped } from '../../numbers.ts';
import { reasonCode } from '../codes/reasonCodes.ts';
import { conventionFinding } from '../rules/sparkplugFindings.ts';
import { breaches } from './breaches.ts';
import { breachText, notJudged } from './schemas.ts';

const quoted = (text: string): string => `"${text}"`;

const SIDES: Readonly<Record<Sender, string>> = { client: '客户端', server: '服务端' };

const OTHER = {
  connect: { tls: ' TLS', http: ' HTTP 请求', text: '文本' },
  connack: { tls: ' TLS', http: ' HTTP 响应', text: '文本' },
} as const;

const nameOf = (type: PacketType | undefined): string =>
  type === undefined ? '保留类型的报文' : packetName(type);

interface OfIdentified {
  readonly type: PacketType | undefined;
  readonly packetId: number | undefined;
}

const named = ({ type, packetId }: OfIdentified): string =>
  packetId === undefined ? nameOf(type) : `${nameOf(type)} ${packetId}`;

/** A packet, and its anomaly. */
const odd =
  (what: string) =>
  (packet: OfIdentified): string =>
    `${named(packet)}：${what}。`;

function codeText({ packet, code, version, reason, reference }: SaidCode): string {
  const added = reason === undefined ? '' : `，${quoted(reason)}`;
  const elsewhere = reference === undefined ? '' : `，Server Reference ${quoted(reference)}`;
  return `${reasonCode({ place: packet, code, version })}${added}${elsewhere}`;
}

const which = ({
  filter,
  place,
}: {
  readonly filter: string | undefined;
  readonly place: number;
}) => (filter === undefined ? `主题过滤器 ${place}` : quoted(filter));

const keptOf =
  (what: string) =>
  (convention: string, most: string): string =>
    `按 ${convention}，一个设备最多保留 ${most} ${what}：此设备的其余内容已略去。`;

const LIMITS: Readonly<Record<ConventionLimit, (convention: string, most: string) => string>> = {
  bytes: (convention, most) => `此载荷超过 ${most} 字节，按 ${convention} 没有读取任何值。`,
  values: (convention, most) => `按 ${convention} 只读取了此消息的前 ${most} 个值。`,
  parts: keptOf('个组成部分'),
  facts: keptOf('项信息'),
  alarms: keptOf('条告警'),
  topics: keptOf('条声明'),
};

export const findings: Words<Findings> = {
  'of-bytes': ({ breach }) => say(breaches, breach),
  'of-convention': ({ found }) => conventionFinding(found) ?? found.key,

  'connected-often': ({ client, times, within }) =>
    `客户端 ${quoted(client)} 在 ${seconds(within)} 内连接了 ${times} 次。`,
  'connects-twice': ({ client, stream }) =>
    `客户端 ${quoted(client)} 在其流 ${stream} 的连接仍打开时又连接。`,
  'taken-over-often': ({ client, times }) =>
    `客户端 ${quoted(client)} 的连接在一分钟内被抢占 ${times} 次。`,
  'session-gone': ({ stream }) => `CONNACK 说没有会话；流 ${stream} 的会话本应还在。`,
  'ended-soon-often': ({ client, times, within }) =>
    `客户端 ${quoted(client)} 有 ${times} 个连接在 CONNACK 后 ${seconds(within)} 内结束，没有 DISCONNECT。`,
  'in-another-tab': ({ client }) =>
    client === undefined
      ? '该客户端也在本应用的另一个标签页中连接。'
      : `客户端 ${quoted(client)} 也在本应用的另一个标签页中连接。`,

  'answer-says': ({ said, ...packet }) => `${named(packet)}：${codeText(said)}。`,
  'refuses-message': ({ said, ...packet }) => `${named(packet)} 拒绝消息：${codeText(said)}。`,
  'problem-information-unasked': ({ type, carries }) =>
    `${nameOf(type)} 带有${carries === 'reason-string' ? '原因字符串' : '用户属性'}；CONNECT 不要问题信息。`,
  'publish-unanswered': ({ packetId, qos, later }) =>
    `PUBLISH ${packetId} 没有得到 ${qos === 1 ? 'PUBACK' : 'PUBREC'}；而 ${seconds(later)} 之后发送的内容已得到响应。`,
  'not-sent-again': (packet) => `${named(packet)} 在上一个连接结束时尚未完成，却没有重发。`,

  'unexpected-ack': odd('此报文标识符下没有未完成的交互'),
  'puback-for-qos2': odd('响应了 QoS 2 的 PUBLISH，而它需要 PUBREC'),
  'pubrec-for-qos1': odd('属于 QoS 1 的 PUBLISH，而它只需要 PUBACK'),
  'pubrel-without-pubrec': odd('之前没有 PUBREC'),
  'pubcomp-without-pubrel': odd('之前没有 PUBREL'),
  'answered-twice': odd('它所响应的报文之前已得到响应'),
  'identifier-in-use': odd('报文标识符已在使用中'),
  'redelivery-differs': odd('带 DUP，却与它所重复的 PUBLISH 不同'),
  'redelivery-without-dup': odd('再次发送，而 DUP 为 0'),
  'redelivery-in-connection': odd('在同一连接上再次发送'),
  'dup-on-first': odd('带 DUP，而之前没有发送过'),
  'publish-after-pubrec': odd('已收到 PUBREC，却再次发送'),
  'ack-order': odd('早于更早消息的确认到来'),
  'server-ack-order': odd('后发送的消息先得到确认'),
  'code-count': odd('返回码的数量与主题过滤器不同'),
  'granted-above-requested': odd('授予的 QoS 高于请求的'),
  'unexpected-pingresp': odd('没有等待它的 PINGREQ'),
  'unexpected-connack': odd('没有等待它的 CONNECT'),
  'unexpected-auth': odd('没有正在进行的认证'),

  'keep-alive-off': () => 'CONNECT 关闭了心跳（0）。',
  'session-present': ({ version }) =>
    `CONNACK 说存在会话，而 CONNECT 设置了 ${version === 5 ? 'Clean Start' : 'Clean Session'}。`,
  'no-client-id-assigned': () => 'CONNECT 没有客户端标识符，CONNACK 也没有分配。',
  'response-information-unasked': () => 'CONNACK 带有 CONNECT 没有请求的 Response Information。',
  'will-qos-above-maximum': ({ qos, maximum }) => `遗嘱为 QoS ${qos}；服务端的上限为 ${maximum}。`,
  'will-retained': () => '遗嘱要保留。',
  'method-changed': ({ type, method, ofConnect }) => {
    const names = method === undefined ? '没有给出方法' : `给出方法 ${quoted(method)}`;
    const asked = ofConnect === undefined ? 'CONNECT 没有' : `CONNECT 为 ${quoted(ofConnect)}`;
    return `${nameOf(type)} ${names}，${asked}。`;
  },
  'connection-refused': ({ said }) => `服务端拒绝了连接：${codeText(said)}。`,

  'connection-ended': ({ by, said }) => `${SIDES[by]}结束了连接：${codeText(said)}。`,
  'session-expiry-raised': ({ expiry }) =>
    `DISCONNECT 设置会话过期时间 ${expiry} 秒；CONNECT 为 0。`,
  'no-connack': ({ after }) => `连接在 CONNECT 后 ${seconds(after)} 结束，没有 CONNACK。`,
  'will-due': ({ topic, ending }) =>
    ending === 'by-server'
      ? `连接因服务端的 DISCONNECT 结束：应发布主题 ${quoted(topic)} 的遗嘱。`
      : `连接没有 DISCONNECT 就结束：应发布主题 ${quoted(topic)} 的遗嘱。`,
  'delayed-will-due': ({ topic, after }) =>
    `连接结束 ${seconds(after)} 后客户端仍未回到其会话：应发布 ${quoted(topic)} 的遗嘱。`,
  'closed-without-disconnect': () => '连接没有 DISCONNECT 就结束。',
  'request-unanswered': ({ type, filter, within }) =>
    `${quoted(filter)} 的 ${nameOf(type)} 在 ${seconds(within)} 内没有得到 ${type === 'subscribe' ? 'SUBACK' : 'UNSUBACK'}。`,

  'other-protocol': ({ what, expected }) =>
    `应为 ${nameOf(expected)} 之处是${OTHER[expected][what]}。`,
  'after-disconnect': ({ type }) => `${nameOf(type)} 在同一侧的 DISCONNECT 之后到来。`,
  'second-connect': () => '同一连接上来了第二个 CONNECT。',
  'first-packet': ({ type }) => `客户端的第一个报文是 ${nameOf(type)}。`,
  'during-authentication': ({ type }) =>
    `CONNECT 指定了认证方法，${nameOf(type)} 却在 CONNACK 之前发送。`,
  'client-before-connack': ({ type }) => `${nameOf(type)} 在收到 CONNACK 之前发送。`,
  'server-before-connack': ({ type }) => `${nameOf(type)} 在 CONNACK 之前发送。`,
  'after-refusal': ({ type }) => `${nameOf(type)} 在拒绝连接的 CONNACK 之后到来。`,

  'published-expired': () => '消息以 0 秒的过期时间发布：立即过期。',
  'arrived-expired': () => '消息到达时剩余寿命为 0 秒。',
  'arrived-late': ({ age, expiry }) =>
    `相同主题和载荷的消息以 ${expiry} 秒的寿命发布，${seconds(age)} 后此消息才到达。`,
  'qos-above-maximum': ({ qos, maximum }) => `PUBLISH 为 QoS ${qos}；服务端的上限为 ${maximum}。`,
  'retain-not-available': () => 'PUBLISH 带 RETAIN；服务端不支持保留消息。',
  'alias-above-maximum': ({ alias, receiver, maximum }) =>
    `主题别名 ${alias}：${SIDES[receiver]}${maximum === 0 ? '不接受主题别名' : `接受的别名最大为 ${maximum}`}。`,
  'receive-maximum-exceeded': ({ unanswered, receiver, maximum }) =>
    `${unanswered} 条 QoS 1 和 2 的消息未得到响应；${SIDES[receiver]}的 Receive Maximum 为 ${maximum}。`,
  'packet-too-large': ({ size, receiver, maximum }) =>
    `报文有 ${size} 字节；${SIDES[receiver]}最多接受 ${maximum} 字节。`,
  'payload-not-utf8': () => '载荷声明为 UTF-8，却不是合法的 UTF-8。',
  'schema-breach': ({ filter, path, keyword, wanted, more }) =>
    `${breachText(path, keyword, wanted)}，不符合 ${quoted(filter)} 的 Schema${
      more === 0 ? '' : `（另有 ${grouped(more)} 处）`
    }。`,
  'schema-off': ({ filter, why }) =>
    `未按 ${quoted(filter)} 的 Schema 检查：${say(notJudged, why)}。在规则更改前停用此 Schema。`,
  'convention-limit': ({ convention, of, most }) => LIMITS[of](quoted(convention), grouped(most)),
  'nobody-subscribed': ({ topic }) => `本会话订阅过的主题过滤器都不匹配 ${quoted(topic)}。`,
  'delivered-above-granted': ({ topic, qos, highest, isGranted }) =>
    `${quoted(topic)} 以 QoS ${qos} 到来；${isGranted ? '授予' : '请求'}的是 QoS ${highest}。`,
  'delivered-above-published': ({ topic, qos, published }) =>
    `${quoted(topic)} 以 QoS ${qos} 到来；载荷相同的消息是以 QoS ${published} 发布的。`,
  'retained-not-wanted': ({ topic }) => `${quoted(topic)} 带 RETAIN 到来；其订阅不要保留消息。`,
  'retained-sent-again': ({ topic }) =>
    `${quoted(topic)} 又一次带 RETAIN 到来；SUBSCRIBE 以 Retain Handling 1 再次请求时，其订阅已经存在。`,
  'unknown-subscription-identifier': ({ identifier }) =>
    `PUBLISH 带订阅标识符 ${identifier}，没有任何 SUBSCRIBE 使用过它。`,
  'leading-slash': ({ topic }) => `主题 ${quoted(topic)} 以空层开头。`,
  'dollar-topic': ({ topic }) => `客户端向 ${quoted(topic)} 发布。`,
  'topic-characters': () => '主题名含控制字符或非字符。',

  'overlapping-subscriptions': ({ filter, other }) =>
    `${quoted(filter)} 与 ${quoted(other)} 匹配相同的主题。`,
  'shared-not-available': ({ filter }) => `${quoted(filter)} 是共享订阅；服务端不支持。`,
  'wildcard-not-available': ({ filter }) => `${quoted(filter)} 含通配符；服务端不接受。`,
  'identifier-not-available': ({ identifier }) =>
    `SUBSCRIBE 带订阅标识符 ${identifier}；服务端不接受。`,
  'subscription-refused': ({ said, ...one }) => `服务端拒绝了${which(one)}：${codeText(said)}。`,
  'unsubscribe-refused': ({ said, ...one }) =>
    `服务端拒绝取消订阅（${which(one)}）：${codeText(said)}。`,
  'qos-downgraded': ({ asked, granted, ...one }) =>
    `${which(one)} 请求 QoS ${asked}，授予 QoS ${granted}。`,
  'no-subscription-existed': (one) => `${which(one)} 没有订阅。`,

  'client-silent': ({ silence, keepAlive }) =>
    `客户端沉默了 ${seconds(silence)}；心跳为 ${seconds(keepAlive)}。`,
  'silent-client-served': ({ silence, keepAlive }) =>
    `服务端向沉默了 ${seconds(silence)} 的客户端发送；心跳为 ${seconds(keepAlive)}。`,
  'client-silent-since': ({ silence, keepAlive }) =>
    `客户端已超过 ${seconds(silence)} 没有发送任何内容；心跳为 ${seconds(keepAlive)}。`,
  'ping-unanswered': ({ waited }) => `PINGREQ 在 ${seconds(waited)} 内没有得到 PINGRESP。`,
};

export function foundWrong({ finding, treatedBy }: FoundWrong): string {
  const what = say(findings, finding);
  if (treatedBy === undefined) return what;
  const rules = treatedBy.map((rule) => (rule === 'step' ? '单步模式' : rule));
  return `${what}由 ${rules.join('、')} 有意处理。`;
}
