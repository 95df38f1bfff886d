/** Errors in the bytes of a packet. */

import { say, type Words } from '../../../base/message.ts';
import type { Utf8Error } from '../../../base/utf8.ts';
import type { Breaches } from '../../../mqtt/statements/breaches.ts';
import type { Sender } from '../../../mqtt/tables/packet.ts';
import { packetName, versionName } from '../../../mqtt/tables/packetNames.ts';
import { hexByte } from '../../../mqtt/tables/reasonCodes.ts';
import { reasonCode } from '../codes/reasonCodes.ts';
import { spaced } from '../codes/spaced.ts';
import { topicErrors } from './topicErrors.ts';

const SIDES: Readonly<Record<Sender, string>> = { client: '客户端', server: 'Broker' };

const UTF8: Readonly<Record<Utf8Error['kind'], string>> = {
  surrogate: '代理项',
  overlong: '编码过长',
  'above U+10FFFF': '超过 U+10FFFF',
  incomplete: '字符不完整',
  'stray byte': '孤立的字节',
};

const CODES = { 'reason code': '原因码', 'return code': '返回码', code: '返回码' } as const;

const bytes = (count: number): string => `${count.toString()} 字节`;

export const breaches: Words<Breaches> = {
  'bytes-left-over': ({ count }) => `报文的最后一个字段之后还有 ${count.toString()} 个字节。`,
  'reserved-type': ({ type }) => `报文类型 ${type.toString()} 是保留的。`,
  'both-qos-bits': () => '两个 QoS 位都已置位。',
  'dup-at-qos-0': () => 'QoS 0 时设置了 DUP。',
  'header-flags': ({ packet, flags, expected }) =>
    `${packetName(packet)} 的标志为 ${hexByte(flags)}，应为 ${hexByte(expected)}。`,
  'length-beyond-end': ({ announced, there }) =>
    `剩余长度声明 ${bytes(announced)}；实际有 ${bytes(there)}。`,
  'wrong-sender': ({ packet, sender }) =>
    `${packetName(packet)} 不应${spaced('由', SIDES[sender], '发送')}。`,
  'length-endless': () => '剩余长度超过四个字节仍未结束：这不是 MQTT，或丢失了字节。',
  'above-maximum-size': ({ size, maximum }) =>
    `${bytes(size)}的报文超出最大报文长度 ${bytes(maximum)}。`,

  'field-missing': ({ field }) => `缺少 ${field}。`,
  'field-too-short': ({ field, needs, left }) =>
    `${field} 需要 ${bytes(needs)}；只剩 ${bytes(left)}。`,
  'varint-cut-off': ({ field }) => `${field} 被截断。`,
  'varint-endless': ({ field }) => `${field} 超过四个字节仍未结束。`,
  'varint-padded': ({ field, value, bytes: taken }) =>
    `${field} ${value.toString()} 占 ${bytes(taken)}，超过所需。`,
  'not-utf8': ({ field, error }) =>
    `${field} 不是合法的 UTF-8${error === undefined ? '' : `（${UTF8[error]}）`}。`,
  'null-character': ({ field }) => `${field} 含字符 U+0000。`,
  'discouraged-character': ({ field }) => `${field} 含控制字符或非字符。`,
  'reserved-bits': ({ bits }) => `设置了保留位：${hexByte(bits)}。`,
  'packet-id-zero': () => '报文标识符为 0。',

  'properties-beyond-end': ({ announced, left }) =>
    `属性长度声明 ${bytes(announced)}；只剩 ${bytes(left)}。`,
  'unknown-property': ({ id }) => `标准没有定义属性 ${hexByte(id)}。`,
  'property-place': ({ field, place }) =>
    place === 'will'
      ? `${field} 不能出现在遗嘱中。`
      : `${field} 不能出现在 ${place.toUpperCase()} 中。`,
  'property-twice': ({ field }) => `${field} 出现了不止一次。`,
  'property-sender': ({ field, sender }) => `${field} 不应${spaced('由', SIDES[sender], '发送')}。`,
  'property-not-0-or-1': ({ field, value }) => `${field} 为 ${value.toString()}；只允许 0 和 1。`,
  'property-zero': ({ field }) => `${field} 不能为 0。`,
  'authentication-data-alone': () => '有认证数据而没有认证方法。',

  topic: ({ why }) => say(topicErrors, why),
  'will-topic': ({ why }) => `遗嘱主题：${say(topicErrors, why)}`,
  'response-topic': ({ why }) => `Response Topic：${say(topicErrors, why)}`,
  'topic-empty': () => '主题名为空。',
  'topic-empty-without-alias': () => '主题名为空，也没有主题别名。',
  'alias-not-set': ({ alias }) => `主题别名 ${alias.toString()} 在此连接上没有设置过。`,
  'payload-not-utf8': ({ error }) => `载荷声明为 UTF-8，实际不是（${UTF8[error]}）。`,

  'protocol-name': ({ expected }) => `协议名不是 ${expected}。`,
  'bridge-level': ({ level, version }) =>
    `协议版本 ${hexByte(level)} 是 ${versionName(version)} 加上有些 Broker 在桥接时设置的标记；标准没有此标记。`,
  'protocol-level': ({ level }) => `协议版本 ${level.toString()} 不是标准定义的版本。`,
  'reserved-connect-flag': () => '设置了保留的连接标志。',
  'password-without-user-name': () => '有密码而没有用户名。',
  'will-qos-3': () => 'Will QoS 为 3。',
  'will-qos-without-will': ({ qos }) => `Will QoS 为 ${qos.toString()}，却没有遗嘱。`,
  'will-retain-without-will': () => '没有遗嘱而 Will Retain 为 1。',
  'client-id-empty': () => '客户端 ID 为空。',
  'client-id-too-long': () => '客户端 ID 超过 23 个字符。',
  'client-id-empty-in-kept-session': () => '客户端 ID 为空，而 Clean Session 为 0。',
  'session-present-refused': () => '连接被拒绝，却设置了 Session Present。',

  'no-such-code': ({ packet, code, called }) =>
    `${packetName(packet)} 没有${CODES[called]} ${hexByte(code)}。`,
  'code-for-other-side': ({ packet, code, sender }) =>
    `${spaced('由', SIDES[sender], '发送')}：${reasonCode({ place: packet, code, version: 5 })}。`,
  'method-missing': () => 'AUTH 没有给出认证方法。',

  'no-filter': ({ packet }) => `${packetName(packet)} 没有主题过滤器。`,
  'no-code': ({ packet }) =>
    packet === 'suback' ? 'SUBACK 没有返回码。' : 'UNSUBACK 没有原因码。',
  'subscribe-qos-3': () => '请求的 QoS 为 3。',
  'retain-handling-3': () => 'Retain Handling 为 3。',
  'no-local-shared': () => '共享订阅设置了 No Local。',

  'ended-midway': () => '连接在此报文中间断开。',
  'not-held': ({ size }) =>
    `此报文共 ${bytes(size)}，只读取了开头：所有不完整的报文合计超过了可用内存。`,
  'capture-ends-midway': () => '抓包在此报文中间结束。',
  'capture-gap': () => '抓包缺少此报文的一部分。',
  'no-whole-packet': () => '这些字节不是完整的报文。',
  'text-frame': () => '收到 WebSocket 文本帧；MQTT 用二进制帧传输。',
  'in-text-frame': () => '此报文以 WebSocket 文本帧到达；MQTT 用二进制帧传输。',
  said: ({ text }) => text,
};
