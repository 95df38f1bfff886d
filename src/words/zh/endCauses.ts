/** 被抓取的连接为何结束：每种原因一句话，并说明该怎么做。 */
import type { LineFailure } from '../../connection/bridge/lineFacts.ts';
import type { EndCause, EndCauses } from '../../engine/ending/endCauses.ts';
import { say, type Words } from '../../mqtt/fact.ts';
import type { PacketType, ProtocolVersion } from '../../mqtt/packet.ts';
import { packetName } from '../../mqtt/packetNames.ts';
import { span } from '../durations.ts';
import { lineFailures } from './lineFailures.ts';
import { reasonCode } from './reasonCodes.ts';

/** Of a companion that has told it; a newer one may tell others. */
const isLineFailure = (fact: EndCauses['no-line']['failure']): fact is LineFailure =>
  Object.hasOwn(lineFailures, fact.key);

/** In the place of a rule. */
const NETWORK = 'network';

type Side = 'client' | 'server';

const SIDES: Readonly<Record<Side, string>> = { client: '设备', server: ' Broker ' };
const VERSIONS: Readonly<Record<'3' | '4' | '5', ProtocolVersion>> = { 3: 3, 4: 4, 5: 5 };

const isSaid = (text: string): boolean => text !== '';
const said = (reason: string): string => (reason === '' ? '' : `（“${reason}”）`);
const name = (type: PacketType | undefined, otherwise: string): string =>
  type === undefined ? otherwise : ` ${packetName(type)} `;
const statement = (version: '3' | '4' | '5', five: string, four: string): string =>
  version === '5' ? five : `3.1.1: ${four}`;
const seconds = (s: number): string => `${s} s`;

/** Empty where nothing is known of a will. */
function willSent(after: number | undefined, version: '3' | '4' | '5'): string {
  if (after === undefined) return '';
  if (after === 0)
    return `Broker 会发布其遗嘱 [${statement(version, 'MQTT-3.1.2-8', 'MQTT-3.1.2-8')}]`;
  return `Broker 会在 ${span(after)} 后发布其遗嘱，除非设备在此之前恢复会话 [MQTT-3.1.2-8, MQTT-3.1.3-9]`;
}
const by = (side: Side): string => `由${SIDES[side]}`;

const ADVICE: ReadonlyMap<number, string> = new Map([
  [0x84, '请把设备的 MQTT 版本改为 Broker 支持的版本'],
  [1, '请把设备的 MQTT 版本改为 Broker 支持的版本'],
  [0x85, '请更换客户端标识符'],
  [2, '请更换客户端标识符'],
  [0x86, '请检查用户名和密码'],
  [4, '请检查用户名和密码'],
  [0x87, '请检查用户名、密码以及该客户端的权限'],
  [5, '请检查用户名、密码以及该客户端的权限'],
  [0x88, '请稍后再试'],
  [3, '请稍后再试'],
  [0x8d, '请在心跳间隔内至少发送一次 PINGREQ'],
  [0x8e, '请让每台设备使用各自的客户端标识符'],
  [0x93, '未确认的消息数不要超过 Broker 的 Receive Maximum'],
  [0x95, '报文不要超过 Broker 的 Maximum Packet Size'],
  [0x96, '请降低发送频率'],
  [0x97, '请在 Broker 的控制台查看配额'],
  [0x99, '载荷须符合所声明的格式'],
  [0x9a, '请不要设置 RETAIN，该 Broker 不保留消息'],
  [0x9b, '请使用较低的 QoS'],
  [0x9c, '请改用 Broker 指明的服务器'],
  [0x9d, '请改用 Broker 指明的服务器'],
]);
const advice = (code: number): string => {
  const what = ADVICE.get(code);
  return what === undefined ? '' : `；${what}`;
};

const ALERTS: ReadonlyMap<string, string> = new Map([
  ['unknown_ca', '它不信任抓包代理的证书：请把抓包代理的 CA 证书装入设备'],
  [
    'bad_certificate',
    '它不接受抓包代理的证书：请装入抓包代理的 CA 证书，并使用证书上的名称连接（--name）',
  ],
  ['certificate_unknown', '它不接受抓包代理的证书：请把抓包代理的 CA 证书装入设备'],
  ['certificate_expired', '按设备的时钟，证书已过期：请校准设备的时钟'],
  ['unrecognized_name', '抓包代理没有它所请求名称的证书'],
  ['handshake_failure', '双方没有共同的密码套件或版本'],
  ['protocol_version', '抓包代理支持 TLS 1.2 和 1.3'],
]);

const TLS: Readonly<Record<EndCauses['tls-failed']['why'], (detail: string) => string>> = {
  alert: (detail) => `TLS 告警 ${detail}：${ALERTS.get(detail) ?? '请检查它的 TLS 设置'}`,
  'not-tls': () => '它没有使用 TLS：请在设备上使用 mqtts://，或在此以 mqtt:// 监听',
  ended: () => '它在握手途中离开：多半是不信任抓包代理的证书，或校验了证书名称',
  late: () => '它未在 15 s 内完成握手',
  'nothing-shared': (detail) => `双方没有共同的密码套件或版本（${detail}）`,
  other: (detail) => detail,
};

const FIRST: Readonly<Record<EndCauses['not-mqtt']['what'], (first: string) => string>> = {
  tls: () => '设备发起了 TLS：请在设备上使用 mqtt://，或在此以 mqtts:// 监听',
  http: () => '设备发来 HTTP 请求：WebSocket 请以 ws:// 监听',
  packet: () => '第一个报文不是 CONNECT [MQTT-3.1.0-1]',
  other: (first) => `最初的字节（${first}）不是 CONNECT [MQTT-3.1.0-1]`,
};

export const endCauses: Words<EndCauses> = {
  'no-line': ({ failure }) =>
    `未转接，无法连到 Broker：${isLineFailure(failure) ? say(lineFailures, failure) : failure.key}`,
  'tls-failed': ({ why, detail }) => `设备在 TLS 阶段结束：${TLS[why](detail)}。`,
  'no-websocket': () =>
    '由抓包代理结束：设备没有发来 WebSocket 请求；TCP 上的 MQTT 请以 mqtt:// 或 mqtts:// 监听。',
  'foreign-page': ({ origin }) =>
    `被抓包代理拒绝：请求来自 ${origin} 的网页，只有设备和抓包代理自身地址的网页可以通过。`,
  'unknown-name': ({ name: asked }) =>
    asked === ''
      ? '未转接：设备没有指明服务器名称（SNI），也没有用于其余名称的 --to。'
      : `未转接：没有用于设备所请求的服务器名称 ${asked} 的 --to。`,
  'tap-stopped': () => '随抓包代理一起结束。',
  'on-purpose': ({ rule }) =>
    rule === undefined
      ? '在抓包代理中手动切断。'
      : rule === NETWORK
        ? '由抓包代理中模拟的恶劣网络有意切断。'
        : `由故障规则或配方 ${rule} 有意切断。`,
  'said-nothing': ({ by: side, after }) =>
    side === 'client'
      ? `设备在 ${seconds(after)} 后关闭，一个字节也没有发送：多半是端口探测，或它在等 Broker 先发送。`
      : `Broker 在 ${seconds(after)} 后关闭，此前设备没有发来任何数据：Broker 只会等待 CONNECT 一段时间（3.1.4），也可能立即拒绝某个地址；请查看设备在建立连接之后做了什么。`,
  'not-mqtt': ({ by: side, what, first }) => `${by(side)}关闭：${FIRST[what](first)}。`,
  refused: ({ code, version, reason }) =>
    `被 Broker 以 CONNACK ${reasonCode({ place: 'connack', code, version: VERSIONS[version] })} 拒绝${said(reason)} [${statement(version, 'MQTT-3.2.2-7', 'MQTT-3.2.2-5')}]${advice(code)}。`,
  'no-connack': ({ by: side, after, isReset }) =>
    side === 'server'
      ? `Broker 在 CONNECT 之后 ${seconds(after)} ${isReset ? '重置' : '关闭'}连接，没有 CONNACK：多半是该端口要求 TLS 或客户端证书，或者 Broker 不接受客户端标识符、版本或凭据；请看 Broker 的日志。`
      : `设备等待 CONNACK ${seconds(after)} 后关闭：Broker 没有响应；请查看它的负载和日志。`,
  'server-disconnect': ({ code, reason }) =>
    `Broker 以 DISCONNECT ${reasonCode({ place: 'disconnect', code, version: 5 })} 关闭${said(reason)}${advice(code)}。`,
  'client-disconnect': ({ code, version, reason, willAfter }) => {
    if (code === 0) return '设备以 DISCONNECT 关闭：正常。';
    const what = reasonCode({ place: 'disconnect', code, version: VERSIONS[version] });
    const comments = [code === 4 ? '正常' : '', willSent(willAfter, version)].filter(isSaid);
    return `设备以 DISCONNECT ${[`${what} 关闭${said(reason)}`, comments.join('；')].filter(isSaid).join('：')}。`;
  },
  'taken-over': ({ version, address }) =>
    `Broker 关闭，因为 ${address} 以相同的客户端标识符连接 [${statement(version, 'MQTT-3.1.4-3', 'MQTT-3.1.4-2')}]；请让每台设备使用各自的客户端标识符。`,
  malformed: ({ sender, type, statement: of, by: side }) =>
    `${by(side)}关闭，此前${SIDES[sender]}发来${type === undefined ? '不成报文的字节' : `格式错误的 ${packetName(type)}`} [${of}]；请查看该报文的问题。`,
  'second-connect': () =>
    'Broker 关闭，因为同一连接上发来第二个 CONNECT [MQTT-3.1.0-2]；设备应为此建立新连接。',
  'too-large': ({ sender, type, size, maximum, by: side }) =>
    `${by(side)}关闭，此前${SIDES[sender]}发来 ${size} 字节的 ${packetName(type)}，超过其 Maximum Packet Size ${maximum} [${side === 'server' ? 'MQTT-3.2.2-15' : 'MQTT-3.1.2-24'}]。`,
  'cut-off': ({ by: side, sender, type, isReset }) =>
    `${by(side)}${isReset ? '重置' : '关闭'}，${SIDES[sender]}的${name(type, '报文')}尚未传完：${side === sender ? '多半是其程序已结束或重启' : '它可能因长度而拒绝该报文'}。`,
  'keep-alive': ({ keepAlive, silent, version }) =>
    `Broker 关闭，此前设备静默了 ${seconds(silent)}：其心跳间隔为 ${seconds(keepAlive)}，Broker 会在一倍半的时间后关闭 [${statement(version, 'MQTT-3.1.2-22', 'MQTT-3.1.2-24')}]；请查看设备是否休眠、卡死或断网，并让它及时发送 PINGREQ。`,
  'no-pingresp': ({ after }) =>
    `设备关闭，因为它的 PINGREQ 在 ${seconds(after)} 内没有响应（3.1.2.10）：Broker 或到它的线路卡住或太慢。`,
  'no-answer': ({ type, packetId, after }) =>
    `设备关闭，因为它的 ${packetName(type)}（报文标识符 ${packetId}）在 ${seconds(after)} 内没有响应：请查看 Broker 的日志。`,
  'after-packet': ({ type, topic, version }) =>
    `Broker 在 ${packetName(type)}${topic === '' ? '' : `（${topic}）`}之后立即关闭，没有说明${version === '5' ? '' : '，这是 MQTT 5 之前唯一的拒绝方式 [3.1.1: MQTT-3.3.5-2]'}：请检查该客户端的权限，以及 Broker 接受的大小、QoS 和 RETAIN。`,
  websocket: ({ by: side, code, reason, last }) =>
    code === 1006
      ? `在${SIDES[side]}一侧结束，没有 WebSocket 关闭握手（1006）${last === undefined ? '' : `，此前它发送了 ${packetName(last)}`}：多半是其程序已结束，或被代理或网络切断。`
      : `${by(side)}以 WebSocket 关闭码 ${code} 关闭${said(reason)}。`,
  reset: ({ by: side, last, after }) =>
    `${by(side)}重置，距${name(last, '开始')} ${seconds(after)}，没有 DISCONNECT：多半是它崩溃或重启，或者该侧的防火墙或 NAT 已忘记此连接。`,
  'network-silent': ({ by: side, after }) =>
    `网络已到不了${SIDES[side]}；${seconds(after)} 内没有任何数据。`,
  'transport-failed': ({ by: side, reason }) => `${SIDES[side]}一侧失败：${reason}。`,
  closed: ({ by: side, last, after, version, willAfter }) =>
    side === 'client'
      ? `设备未发 DISCONNECT 就关闭，距${name(last, '开始')} ${seconds(after)}：${[willSent(willAfter, version), '请查看设备程序为何结束'].filter(isSaid).join('；')}。`
      : `Broker 关闭，距${name(last, '开始')} ${seconds(after)}，没有说明原因${version === '5' ? '' : '（MQTT 5 之前无法说明）'}：请看它的日志；多半是重启或达到限制。`,
};

export const endCause = (cause: EndCause): string => say(endCauses, cause);
