import type { Words } from '../../../base/message.ts';
import type { Consequences } from '../../../engine/workshop/consequences.ts';
import type { Sender } from '../../../mqtt/tables/packet.ts';
import { packetName } from '../../../mqtt/tables/packetNames.ts';
import type { Texts } from '../../en/texts.ts';

const WHO: Readonly<Record<Sender, string>> = { client: '客户端', server: 'Broker' };

const named = ({ packet, packetId }: Consequences['waits']): string =>
  packetId === undefined ? packetName(packet) : `${packetName(packet)} ${packetId}`;

const consequences: Words<Consequences> = {
  waits: (args) => `${WHO[args.who]} 等不到 ${named(args)}。`,
  unasked: (args) => `${WHO[args.who]} 会收到它并未请求的 ${named(args)}。`,
  unread: () => '无法读取此报文：谁也说不准其发送方在等待什么。',
  unreadable: ({ who }) => `${WHO[who]} 无法读取此报文，会断开连接。`,
  filters: ({ was, is }) => `响应中有 ${is} 个过滤器的原因码，而客户端请求了 ${was} 个。`,
  'alias-unknown': ({ who, alias }) =>
    `${WHO[who]} 不知道主题别名 ${alias} 的含义；下一条使用它的消息会使连接断开。`,
  'alias-moved': ({ who, alias, topic }) =>
    `对 ${WHO[who]} 而言，之后使用主题别名 ${alias} 的消息，其主题都是 ${topic}。`,
  limits: () => '客户端所知的限制与 Broker 的不同。',
  will: () => 'Broker 会把连接结束当作故障，并可能发布遗嘱。',
};

export const breakpoints: Texts['breakpoints'] = {
  filter: '拦截匹配的报文',
  hint: '使用显示过滤器。被拦截的报文在此等待，直到您发送、更改或丢弃它；PINGREQ 和 PINGRESP 照常通过，两端都不会超时。',
  later: '它询问的内容要到稍后才知道，例如问题、时延或握手的状态。',
  add: '添加断点',
  stopsNow: (filter) => `将在此拦截匹配 ${filter} 的报文。`,
  breakHere: '在此主题上设置断点',
  after: '多久后原样发送（秒）',
  never: '从不',
  thenSent: (time) => `${time} 原样发送`,
  list: '断点',
  remove: (id) => `移除 ${id}`,
  counts: (stopped) => `已拦截 ${stopped} 个报文`,
  every: '所有报文',
  nothing: '没有被拦截的报文',
  nothingText: '匹配断点的报文会停在这里，来自所有客户端。',
  noneText: '请先添加一个断点。',
  stopped: '被拦截的报文',
  isGone: '此报文已不再等待。',
  secret: '不显示：此报文含有机密。可以原样发送或丢弃。',
  large: '此处不显示超过 512 KiB 的报文。可以原样发送或丢弃。',
  topic: '主题',
  qos: 'QoS',
  retain: '保留',
  payload: '载荷',
  notText: '载荷不是文本。请在下方更改其字节。',
  properties: '属性',
  reasonCode: '原因码',
  bytes: '字节',
  byteCount: (is, was) => (is === was ? `${is} B` : `${is} B，原为 ${was} B`),
  changed: '已更改',
  was: (old) => `原为 ${old}`,
  emptyText: '空',
  on: '开',
  off: '关',
  send: '发送',
  sendOriginal: '发送原报文',
  sendTwice: '发送两次',
  drop: '丢弃',
  answerToo: (packet, byBroker) => `代替${byBroker ? ' Broker ' : '客户端'}响应 ${packet}`,
  ifSent: '若如此发送',
  ifDropped: '若丢弃',
  inStep: '两端保持一致。',
  makeRule: '生成规则',
  noRule: '规则可以更改主题、载荷、保留标志和原因码。',
  ruleMade: (id) => `从现在起，规则 ${id} 会更改此类报文。`,
  tooLong: '报文容纳不下此内容。',
  actions: { show: '断点：拦截并更改报文' },
  strip: (count) => `${count} 个报文停在断点处`,
  consequences,
};
