/** 连接为何结束：每种原因一句话，并说明该怎么做。 */

import { say, type Words } from '../../../base/message.ts';
import type { LineFailure } from '../../../connection/bridge/lineFacts.ts';
import type { EndCause, EndCauses, LastMessage } from '../../../engine/endCauses/endCauses.ts';
import type { PacketType, ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { packetName } from '../../../mqtt/tables/packetNames.ts';
import { isReasonCodeValid } from '../../../mqtt/tables/reasonCodes.ts';
import { grouped } from '../../numbers.ts';
import { span } from '../codes/durations.ts';
import { reasonCode } from '../codes/reasonCodes.ts';
import { spaced } from '../codes/spaced.ts';
import { lineFailures } from './lineFailures.ts';

/** Sent by a companion, which may be newer and send other failures. */
const isLineFailure = (fact: EndCauses['no-line']['failure']): fact is LineFailure =>
  Object.hasOwn(lineFailures, fact.key);

const NETWORK = 'network';
const STEP = 'step';
/** Names a rule, or what has a name instead. */
export const doer = (rule: string): string =>
  rule === NETWORK ? '模拟的弱网' : rule === STEP ? '单步模式' : `故障规则或预设场景 ${rule} `;

type Side = 'client' | 'server';

const SIDES: Readonly<Record<Side, string>> = { client: '客户端', server: ' Broker ' };
/** At the beginning of a sentence. */
const subject = (side: Side): string => SIDES[side].trimStart();
const VERSIONS: Readonly<Record<'3' | '4' | '5', ProtocolVersion>> = { 3: 3, 4: 4, 5: 5 };

const isSaid = (text: string): boolean => text !== '';
const said = (reason: string): string => (reason === '' ? '' : `（“${reason}”）`);
const since = (last: PacketType | undefined, after: number, message?: LastMessage): string => {
  const of = last === undefined ? '连接建立' : ` ${packetName(last)} `;
  return `在${message === undefined ? of : sizedPublish(message)}之后 ${seconds(after)}`;
};
const sizedPublish = ({ size, topic }: LastMessage): string =>
  ` ${grouped(size)} 字节的 PUBLISH${topic === '' ? ' ' : `（${topic}）`}`;
/** Seconds of silence from which an idle timeout is likely. */
const IDLE = 10;
const statement = (version: '3' | '4' | '5', five: string, four: string): string =>
  version === '5' ? five : `3.1.1: ${four}`;
const seconds = (s: number): string => `${s} 秒`;

/** Empty if nothing is known about a will. */
function willSent(after: number | undefined, version: '3' | '4' | '5'): string {
  if (after === undefined) return '';
  if (after === 0)
    return `Broker 会发布其遗嘱 [${statement(version, 'MQTT-3.1.2-8', 'MQTT-3.1.2-8')}]`;
  return `Broker 会在 ${span(after)}后发布其遗嘱，除非客户端在此之前恢复会话 [MQTT-3.1.2-8, MQTT-3.1.3-9]`;
}
const ended = (side: Side, isReset = false): string =>
  `${subject(side)}${isReset ? '重置' : '断开'}了连接`;

const NO_REASON = '原因码没有说明具体原因，请查看 Broker 的日志';
const ADVICE: ReadonlyMap<number, string> = new Map([
  [0x80, NO_REASON],
  [0x81, '请在客户端的报文中查找格式错误的报文'],
  [0x82, '请查看客户端最后几个报文的问题'],
  [0x83, NO_REASON],
  [0x84, '请把客户端的 MQTT 版本改为 Broker 支持的版本'],
  [1, '请把客户端的 MQTT 版本改为 Broker 支持的版本'],
  [0x85, '请更换客户端 ID'],
  [2, '请更换客户端 ID'],
  [0x86, '请检查用户名和密码'],
  [4, '请检查用户名和密码'],
  [0x87, '请检查用户名、密码以及该客户端的权限'],
  [5, '请检查用户名、密码以及该客户端的权限'],
  [0x88, '请稍后再试'],
  [3, '请稍后再试'],
  [0x89, '请稍后再试'],
  [0x8a, '该客户端已被封禁，请联系 Broker 的管理员'],
  [0x8b, 'Broker 正在重启或维护，请稍后重新连接'],
  [0x8c, '请使用 Broker 提供的认证方法'],
  [0x8d, '请在心跳间隔内至少发送一次 PINGREQ'],
  [0x8e, '请为每台设备设置不同的客户端 ID'],
  [0x8f, '请修正最后一个 SUBSCRIBE 或 UNSUBSCRIBE 的主题过滤器'],
  [0x90, '请使用 Broker 接受的主题名'],
  [0x93, '未确认的消息数不要超过 Broker 的 Receive Maximum'],
  [0x94, '主题别名不要超过 Broker 的 Topic Alias Maximum'],
  [0x95, '报文不要超过 Broker 的 Maximum Packet Size'],
  [0x96, '请降低发送频率'],
  [0x97, '请在 Broker 的控制台查看配额'],
  [0x98, 'Broker 的管理员断开了连接，请与其联系'],
  [0x99, '载荷须符合所声明的格式'],
  [0x9a, '请不要设置 RETAIN，该 Broker 不支持保留消息'],
  [0x9b, '请使用较低的 QoS'],
  [0x9c, '请改用 Server Reference 指明的 Broker'],
  [0x9d, '请改用 Server Reference 指明的 Broker'],
  [0x9e, '订阅时请不要使用 $share'],
  [0x9f, '请降低连接频率'],
  [0xa0, '该 Broker 限制连接的时长，请重新连接'],
  [0xa1, '订阅时请不要使用订阅标识符'],
  [0xa2, '请订阅不含通配符的主题'],
]);
/** 对 CONNACK 或 DISCONNECT 返回码的补救办法。 */
export const remedyOf = (code: number): string | undefined => ADVICE.get(code);

/** Broker 为何没有响应 CONNECT 就断开。 */
export const NO_CONNACK =
  '多半是该端口要求 TLS 或客户端证书，或者 Broker 不接受客户端 ID、版本或凭据，或者其策略或权限不允许（AWS IoT）；请查看 Broker 的日志';

const advice = (code: number): string => {
  const what = ADVICE.get(code);
  return what === undefined ? '' : `；${what}`;
};

const ALERTS: ReadonlyMap<string, string> = new Map([
  ['unknown_ca', '设备不信任抓包代理的证书；请在设备中安装抓包代理的 CA 证书'],
  [
    'bad_certificate',
    '设备不接受抓包代理的证书；请在设备中安装抓包代理的 CA 证书，并使用证书中的名称连接（--name）',
  ],
  ['certificate_unknown', '设备不接受抓包代理的证书；请在设备中安装抓包代理的 CA 证书'],
  ['certificate_expired', '按设备的时钟，证书已过期；请校准设备的时钟'],
  ['unrecognized_name', '抓包代理没有设备所请求名称的证书'],
  ['handshake_failure', '双方没有共同支持的密码套件或版本'],
  ['protocol_version', '抓包代理支持 TLS 1.2 和 1.3'],
]);

const TLS: Readonly<Record<EndCauses['tls-failed']['why'], (detail: string) => string>> = {
  alert: (detail) => `（TLS 告警 ${detail}）：${ALERTS.get(detail) ?? '请检查设备的 TLS 设置'}`,
  'gave-up': (detail) =>
    `（TLS 告警 ${detail}，没有 ClientHello）：设备的 TLS 库在收到抓包代理的任何数据之前就已放弃；请查看设备的日志，多半是内存或随机数不足，或无法读取自身的证书、密钥或 CA`,
  'not-tls': () => '：设备没有使用 TLS；请在设备上使用 mqtts://，或将此处的监听改为 mqtt://',
  ended: () => '：握手尚未完成，多半是设备不信任抓包代理的证书，或校验证书名称时失败',
  late: () => '：设备未在 15 秒内完成握手',
  'nothing-shared': (detail) => `：双方没有共同支持的密码套件或版本（${detail}）`,
  other: (detail) => `：${detail}`,
};

/** The device is still connected in these cases. */
const BY_TAP: ReadonlySet<string> = new Set(['not-tls', 'late', 'nothing-shared']);

const FIRST: Readonly<Record<EndCauses['not-mqtt']['what'], (first: string) => string>> = {
  tls: () => '客户端使用了 TLS；请在客户端使用 mqtt://，或将此处的监听改为 mqtts://',
  http: () => '客户端发送了 HTTP 请求；如需使用 WebSocket，请将此处的监听改为 ws://',
  packet: () => '第一个报文不是 CONNECT [MQTT-3.1.0-1]',
  other: (first) => `最初的字节（${first}）不是 CONNECT [MQTT-3.1.0-1]`,
};

/** @param line the first line of the reply */
const ANSWERED: Readonly<Record<EndCauses['no-broker']['what'], (line: string) => string>> = {
  tls: () => '所连端口使用 TLS；请在地址中使用 mqtts://，或改用不带 TLS 的端口',
  http: (line) =>
    `所连端口返回了 HTTP 响应（“${line}”）；WebSocket 上的 MQTT 请使用 ws:// 及其路径，或改用其他端口`,
  text: (line) => `所连端口返回了“${line}”，这不是 MQTT；请检查主机和端口`,
};

const FRAMES: Readonly<Record<EndCauses['bad-websocket']['fault'], string>> = {
  unmasked: '发送的帧没有掩码，而客户端必须使用掩码（5.3）；请让其程序库为帧加上掩码',
  masked: '发送的帧带有掩码，而服务器不得使用掩码（5.1）；请检查该地址上运行的是什么程序',
  'reserved-bits':
    '帧的保留位不为 0（5.2），多半是未经协商就启用了压缩；请在该端关闭 permessage-deflate',
  opcode:
    '帧的类型未知或顺序不对（5.2、5.4），未封装成帧的 MQTT 字节也会如此；请在该端使用 WebSocket 程序库',
  'control-in-pieces': '控制帧被分片，而控制帧必须是单独一帧（5.5）',
  'long-control': '控制帧超过 125 字节（5.5）',
  'close-code': '发送了不允许发送的关闭码（7.4）；请使用 1000',
  'not-utf8': '文本不是 UTF-8（8.1）；MQTT 使用二进制帧 [MQTT-6.0.0-1]，请发送二进制帧',
  'too-long': '消息大于任何 MQTT 报文；请每帧发送一个报文或其一部分',
  'too-many-pieces': '消息的分片过多（5.4）；请使用较大的分片',
  unfinished: '一条很长的消息尚未传完，抓包代理已没有内存保存；请使用较小的帧',
  other: '帧不符合标准',
};

/** @param to the intended receiver */
const TREATED: Readonly<
  Record<EndCauses['treated']['did'], readonly [did: string, so: (to: string) => string]>
> = {
  dropped: ['丢弃', (to) => spaced(to, '没有收到该报文')],
  held: [
    '拦截',
    (to) => spaced(to, '尚未收到该报文；请更早放行，或让断点在此期间避免两端超时断开'),
  ],
  delayed: ['延迟', (to) => spaced(to, '没有及时收到该报文')],
  edited: ['修改', (to) => spaced(to, '收到的不是原来的内容')],
  answered: ['代发', () => '这不是对方发送的报文'],
  doubled: ['重复发送', (to) => spaced(to, '收到了两次')],
  silenced: ['静默丢弃', () => '此后两个方向都不再有数据通过'],
};

function treated({
  by: side,
  did,
  sender,
  type,
  packetId,
  rule,
  after,
}: EndCauses['treated']): string {
  const [what, so] = TREATED[did];
  const before = `${ended(side)}：${seconds(after)}前，${doer(rule)}有意`;
  if (type === undefined) return `${before}停止传送数据，${so('')}。`;
  const packet = `${packetName(type)}${packetId === undefined ? '' : `（报文标识符 ${packetId}）`}`;
  const to = SIDES[sender === 'client' ? 'server' : 'client'].trim();
  return `${before}${what}了${SIDES[sender]}的 ${packet}，${so(to)}。`;
}

/** `toServer`：限制由 Broker 声明。 */
type Beyond = Readonly<Pick<EndCauses['beyond-limit'], 'sent' | 'maximum'> & { toServer: boolean }>;

const BEYOND: Readonly<Record<EndCauses['beyond-limit']['limit'], (beyond: Beyond) => string>> = {
  'receive-maximum': ({ sent, maximum, toServer }) =>
    `使未确认的 QoS 1 和 2 消息达到 ${grouped(sent)} 条，超过对方的 Receive Maximum ${grouped(maximum)} [${toServer ? 'MQTT-3.3.4-7' : 'MQTT-3.3.4-9'}]；请等到 PUBACK 或 PUBCOMP 之后再发送`,
  'topic-alias': ({ sent, maximum, toServer }) =>
    `使用主题别名 ${sent}，而对方的 Topic Alias Maximum 为 ${maximum}${maximum === 0 ? '，即不接受别名' : ''} [${toServer ? 'MQTT-3.3.2-9' : 'MQTT-3.3.2-11'}]；${maximum === 0 ? '请发送主题名' : '别名请勿超过此值'}`,
  'alias-not-set': ({ sent }) =>
    `使用主题别名 ${sent} 而没有主题名，但此连接上从未同时发送过该别名和主题名（3.3.2.3.4）；首次使用别名时请同时发送主题名，每次 CONNECT 之后都须重新发送`,
  'maximum-qos': ({ sent, maximum }) =>
    `使用 QoS ${sent}，而对方的 Maximum QoS 为 ${maximum} [MQTT-3.2.2-11]；请使用 QoS ${maximum}`,
  retain: () =>
    '带有 RETAIN，而对方不支持保留消息（Retain Available 0）[MQTT-3.2.2-14]；请不要设置 RETAIN',
  wildcard: () =>
    '含有通配符，而对方不支持（Wildcard Subscription Available 0，3.2.2.3.11）；请订阅不含 + 和 # 的主题',
  shared: () =>
    '是共享订阅，而对方不支持（Shared Subscription Available 0，3.2.2.3.13）；订阅时请不要使用 $share',
  identifier: ({ sent }) =>
    `带有订阅标识符 ${sent}，而对方不支持（Subscription Identifiers Available 0，3.2.2.3.12）；订阅时请不要使用订阅标识符`,
};

export const endCauses: Words<EndCauses> = {
  'no-line': ({ failure }) =>
    `未转发，无法连接 Broker：${isLineFailure(failure) ? say(lineFailures, failure) : failure.key}`,
  'line-failed': ({ failure }) =>
    `与 Broker 的连接出错：${isLineFailure(failure) ? say(lineFailures, failure) : failure.key}`,
  'tls-failed': ({ why, detail }) =>
    `${BY_TAP.has(why) ? '抓包代理' : '设备'}在 TLS 阶段断开了连接${TLS[why](detail)}。`,
  'no-websocket': () =>
    '抓包代理断开了连接：设备没有发送 WebSocket 请求；TCP 上的 MQTT 请监听 mqtt:// 或 mqtts://。',
  'foreign-page': ({ origin }) =>
    `抓包代理拒绝了连接：连接来自 ${origin} 的网页，只接受设备和抓包代理自身地址的网页。`,
  'unknown-name': ({ name: asked }) =>
    asked === ''
      ? '未转发：设备没有发送服务器名称（SNI），也没有用于此情况的 --to。'
      : `未转发：没有用于设备所请求的服务器名称 ${asked} 的 --to。`,
  'tap-stopped': () => '抓包代理停止运行，连接随之断开。',
  'crowded-out': () =>
    '抓包代理为释放资源断开了连接：Broker 尚未接受此连接的 CONNECT，而该地址的此类连接最多；请检查该地址上是什么在建立连接。',
  'companion-gone': () =>
    '与配套程序（mqttscope serve）之间的连接中断，它与 Broker 的连接也随之断开：配套程序已停止或崩溃，或与本页面之间的网络已断；请检查配套程序是否在运行。',
  'behind-proxy': ({ proxy, isReset, last, after }) =>
    `连接${since(last, after)}被代理 ${proxy} 或其后的 Broker ${isReset ? '重置' : '断开'}，从这里无法区分是哪一个；请查看两者的日志。`,
  'on-purpose': ({ rule }) =>
    rule === undefined
      ? '手动切断了连接。'
      : rule === NETWORK
        ? '模拟的弱网有意切断了连接。'
        : `故障规则或预设场景 ${rule} 有意切断了连接。`,
  treated,
  'left-early': ({ after }) =>
    `客户端在 ${seconds(after)}后断开了连接，当时尚未连上 Broker，客户端没有继续等待；请检查连接 Broker 为何耗时过长。`,
  'said-nothing': ({ by: side, after }) =>
    side === 'tap'
      ? `抓包代理在 ${seconds(after)}后断开了连接：客户端没有发送任何内容；请检查客户端在建立连接之后、发送第一个报文之前做了什么，或是否有其他程序在此保持空连接。`
      : side === 'client'
        ? `客户端在 ${seconds(after)}后断开了连接，没有发送任何内容：多半是端口探测，或在等待 Broker 先发送。`
        : `Broker 在 ${seconds(after)}后断开了连接：客户端没有发送任何内容，Broker 只会等待 CONNECT 一段时间（3.1.4），也可能立即拒绝某个地址；请检查客户端在建立连接之后、发送 CONNECT 之前做了什么。`,
  'not-mqtt': ({ by: side, what, first }) => `${ended(side)}：${FIRST[what](first)}。`,
  'no-broker': ({ by: side, what, line }) => `${ended(side)}：${ANSWERED[what](line)}。`,
  refused: ({ code, version, reason }) =>
    `Broker 拒绝了连接：CONNACK ${reasonCode({ place: 'connack', code, version: VERSIONS[version] })}${said(reason)} [${statement(version, 'MQTT-3.2.2-7', 'MQTT-3.2.2-5')}]${advice(code)}。`,
  'no-connack': ({ by: side, after, isReset, late }) =>
    side === 'server'
      ? `Broker 在 CONNECT 之后 ${seconds(after)}${isReset ? '重置' : '断开'}了连接，没有发送 CONNACK：${NO_CONNACK}。`
      : late !== undefined
        ? `客户端在 CONNACK 到达之前 ${seconds(late)}断开了连接：只等待了 ${seconds(after)}。`
        : `客户端断开了连接：CONNECT 发出 ${seconds(after)}后仍未收到 CONNACK；请检查 Broker 的负载和日志。`,
  'server-disconnect': ({ code, reason }) =>
    `Broker 发送 DISCONNECT 后断开了连接：${reasonCode({ place: 'disconnect', code, version: 5 })}${said(reason)}${advice(code)}。`,
  'broker-ended': ({ code, reason, version: of }) =>
    `Broker 断开了连接：${reasonCode({ place: isReasonCodeValid('disconnect', code, 5) ? 'disconnect' : 'connack', code, version: 5 })}${said(reason)}${advice(code)}${of === '5' ? '' : '；MQTT 5 之前没有报文可以通知客户端'}。`,
  'client-disconnect': ({ code, version, reason, willAfter }) => {
    if (code === 0) return '客户端发送 DISCONNECT 后断开了连接：正常。';
    const what = reasonCode({ place: 'disconnect', code, version: VERSIONS[version] });
    const comments = [code === 4 ? '正常' : '', willSent(willAfter, version)].filter(isSaid);
    return `客户端发送 DISCONNECT 后断开了连接：${[`${what}${said(reason)}`, comments.join('；')].filter(isSaid).join('；')}。`;
  },
  denied: ({ answer, code, version: of, isOrderly, after }) =>
    `Broker 以 ${packetName(answer)}（${reasonCode({ place: answer, code, version: VERSIONS[of] })}）拒绝了客户端的 ${answer === 'suback' ? 'SUBSCRIBE' : 'PUBLISH'}，${seconds(after)}后客户端${isOrderly ? '发送 DISCONNECT 并' : '未发送 DISCONNECT 就'}断开了连接${advice(code)}。`,
  'taken-over': ({ version, address, silent }) =>
    silent !== undefined
      ? `Broker 断开了连接：此连接没有数据 ${seconds(silent)}后，同一主机${address === undefined ? '' : `（${address}）`}以相同的客户端 ID 重新连接 [${statement(version, 'MQTT-3.1.4-3', 'MQTT-3.1.4-2')}]；很可能是该客户端在休眠、重启或断网后重新连接；休眠前发送 DISCONNECT 可避免这种情况及其遗嘱（3.14）。若多个设备共用此地址，请为每个设备设置不同的客户端 ID。`
      : `Broker 断开了连接：另一个连接使用了相同的客户端 ID${address === undefined ? '' : `，来自 ${address}`} [${statement(version, 'MQTT-3.1.4-3', 'MQTT-3.1.4-2')}]；若不是同一客户端重新连接，请为每个客户端设置不同的客户端 ID。`,
  malformed: ({ sender, type, statement: of, by: side }) =>
    `${ended(side)}：${subject(sender)}发送了${type === undefined ? '不构成报文的字节' : `格式错误的 ${packetName(type)}`} [${of}]；请查看该报文的问题。`,
  'second-connect': () =>
    'Broker 断开了连接：客户端在同一连接上发送了第二个 CONNECT [MQTT-3.1.0-2]；请为第二个 CONNECT 建立新连接。',
  'beyond-limit': ({ by: side, sender, type, limit, sent, maximum }) =>
    `${ended(side)}：${subject(sender)}发送的 ${packetName(type)} ${BEYOND[limit]({ sent, maximum, toServer: side === 'server' })}。`,
  'too-large': ({ sender, type, size, maximum, by: side }) =>
    `${ended(side)}：${subject(sender)}发送了 ${size} 字节的 ${packetName(type)}，超过对方的 Maximum Packet Size ${maximum} [${side === 'server' ? 'MQTT-3.2.2-15' : 'MQTT-3.1.2-24'}]。`,
  'cut-off': ({ by: side, sender, type, isReset, message }) =>
    `${ended(side, isReset)}，当时${SIDES[sender]}的${message === undefined ? (type === undefined ? '报文' : ` ${packetName(type)} `) : sizedPublish(message)}尚未传完：${side === sender ? '多半是其程序已退出或重启' : '可能是因为长度而拒绝了该报文'}。`,
  'keep-alive': ({ keepAlive, silent, version }) =>
    `Broker 断开了连接：客户端已有 ${seconds(silent)}没有发送任何报文，其心跳间隔为 ${seconds(keepAlive)}，超过 1.5 倍时 Broker 会断开连接 [${statement(version, 'MQTT-3.1.2-22', 'MQTT-3.1.2-24')}]；请检查客户端是否休眠、卡死或断网，并及时发送 PINGREQ。`,
  asleep: ({ seconds: slept }) =>
    `本页面休眠 ${span(slept)}后连接断开：电脑进入睡眠，或浏览器挂起了本页面，未能及时发送报文。`,
  'slow-packet': ({ type, size, keepAlive, after, version }) =>
    `连接在客户端上一个完整报文之后 ${seconds(after)}断开，当时其 ${grouped(size)} 字节的 ${packetName(type)} 尚未传完：很可能 Broker 按完整报文而非字节计算心跳间隔（${seconds(keepAlive)}），超过 1.5 倍即断开连接 [${statement(version, 'MQTT-3.1.2-22', 'MQTT-3.1.2-24')}]；请增大心跳间隔，或减小单个报文。`,
  'no-pingresp': ({ after }) =>
    `客户端断开了连接：PINGREQ 发出 ${seconds(after)}后仍未收到 PINGRESP（3.1.2.10）；Broker 或中间网络卡住或过慢。`,
  'no-answer': ({ type, packetId, after }) =>
    `客户端断开了连接：${packetName(type)}（报文标识符 ${packetId}）发出 ${seconds(after)}后仍未得到确认；请查看 Broker 的日志。`,
  'after-packet': ({ type, topic, version }) =>
    type === 'subscribe'
      ? `Broker 在 SUBSCRIBE${topic === '' ? ' ' : `（${topic}）`}之后立即断开了连接，没有发送 SUBACK [${statement(version, 'MQTT-3.8.4-1', 'MQTT-3.8.4-1')}]${version === '3' ? '（MQTT 3.1.1 之前 SUBACK 无法拒绝订阅）' : '（SUBACK 本可以拒绝订阅）'}：请检查该客户端是否有权订阅；有些云平台（如 AWS IoT）在策略不允许时会断开连接。`
      : `Broker 在 ${packetName(type)}${topic === '' ? ' ' : `（${topic}）`}之后立即断开了连接，没有说明原因${version === '5' ? '' : '，这是 MQTT 5 之前唯一的拒绝方式 [3.1.1: MQTT-3.3.5-2]'}：请检查该客户端的权限，以及 Broker 接受的大小、QoS 和 RETAIN。`,
  'after-qos2': ({ topic, version }) =>
    `Broker 在 QoS 2 的 PUBLISH（${topic}）之后立即断开了连接，没有说明原因${version === '5' ? '' : '，这是 MQTT 5 之前唯一的拒绝方式'}：很可能是不支持 QoS 2，如阿里云物联网平台和 AWS IoT；请改用 QoS 1。`,
  websocket: ({ by: side, code, reason, last, ping }) =>
    ping !== undefined
      ? `${subject(side)}在收到 WebSocket ping 后 ${ping} 毫秒以关闭码 ${code} 断开了连接${said(reason)}，而没有发送 pong（RFC 6455，5.5.2）：其 WebSocket 程序库不响应 ping；请更新或更换该程序库，或在对方关闭 ping。`
      : code === 1006
        ? `连接在${SIDES[side]}一侧中断，没有 WebSocket 关闭握手（1006）${last === undefined ? '' : `，该端最后发送的是 ${packetName(last)}`}：多半是其程序已退出，或被代理或网络切断。`
        : `${subject(side)}以 WebSocket 关闭码 ${code} 断开了连接${said(reason)}。`,
  'bad-websocket': ({ by: side, fault }) =>
    `抓包代理断开了连接：${subject(side)}违反了 WebSocket 规范（RFC 6455），${FRAMES[fault]}。`,
  reset: ({ by: side, last, after, message }) =>
    `${subject(side)}${since(last, after, message)}重置了连接，没有 DISCONNECT：多半是其程序崩溃或重启，或者该侧的防火墙或 NAT 已不再保存此连接的映射。`,
  'network-silent': ({ by: side, after }) =>
    `已无法到达${SIDES[side].trimEnd()}：最近 ${seconds(after)}没有收到任何数据。`,
  'transport-failed': ({ by: side, reason }) => `${subject(side)}一侧的连接出错：${reason}。`,
  closed: ({ by: side, last, after, version, willAfter, message }) =>
    `${subject(side)}${since(last, after, message)}断开了连接，${
      side === 'client'
        ? `没有发送 DISCONNECT：${[willSent(willAfter, version), '请检查客户端程序为何退出'].filter(isSaid).join('；')}`
        : `没有说明原因${version === '5' ? '' : '（MQTT 5 之前无法说明）'}：请查看 Broker 的日志，多半是${after < IDLE ? '' : '途中代理或防火墙的空闲超时、'}重启、另一个连接使用了相同的客户端 ID，或达到限制`
    }。`,
};

export const endCause = (cause: EndCause): string => say(endCauses, cause);

/** 一侧已断开，另一侧尚未。 */
export const halfEnded = (cause: EndCause, by: 'client' | 'server'): string =>
  `${endCause(cause)}${by === 'client' ? 'Broker ' : '客户端'}一侧的连接尚未关闭。`;
