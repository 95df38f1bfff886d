import type { Words } from '../../../base/message.ts';
import type { Consequences } from '../../../engine/workshop/consequences.ts';
import type { Sender } from '../../../mqtt/tables/packet.ts';
import { packetName } from '../../../mqtt/tables/packetNames.ts';
import type { Texts } from '../../en/texts.ts';
import { spaced } from '../codes/spaced.ts';

const WHO: Readonly<Record<Sender, string>> = { client: '客户端', server: 'Broker' };

const named = ({ packet, packetId }: Consequences['waits']): string =>
  packetId === undefined ? packetName(packet) : `${packetName(packet)} ${packetId}`;

const consequences: Words<Consequences> = {
  waits: (args) => `${spaced(WHO[args.who], '将等不到')} ${named(args)}。`,
  unasked: (args) => `${spaced(WHO[args.who], '会收到未请求的')} ${named(args)}。`,
  unread: () => '无法读取此报文，因此无法得知其发送方在等待什么。',
  unreadable: ({ who }) => spaced(WHO[who], '无法读取此报文，会断开连接。'),
  filters: ({ was, is }) => `确认中有 ${is} 个主题过滤器的原因码，而客户端请求了 ${was} 个。`,
  'alias-unknown': ({ who, alias }) =>
    `${spaced(WHO[who], '未收到主题别名')} ${alias} 的定义；下一条使用该别名的消息会使连接断开。`,
  'alias-moved': ({ who, alias, topic }) =>
    `${spaced('对', WHO[who], '而言')}，之后使用主题别名 ${alias} 的消息，主题均为 ${topic}。`,
  limits: () => '客户端收到的限制与 Broker 的实际限制不同。',
  will: () => 'Broker 会视为连接异常断开，并可能发布遗嘱。',
};

export const breakpoints: Texts['breakpoints'] = {
  filter: '拦截匹配的报文',
  hint: '使用显示过滤器。被拦截的报文在此等待，直到您发送、更改或丢弃；PINGREQ 和 PINGRESP 照常通过，两端都不会超时。',
  later: '此条件要到之后才能判断，例如问题、时延或交互的状态。',
  add: '添加断点',
  stopsNow: (filter) => `将在此拦截匹配 ${filter} 的报文。`,
  breakHere: '在此主题上设置断点',
  after: '多久后原样发送（秒）',
  never: '从不',
  thenSent: (time) => `${time} 原样发送`,
  list: '断点',
  remove: (id) => `移除 ${id}`,
  removeAndRelease: (packets) => `移除并放行 ${packets} 个`,
  removed: (id, packets) => `已移除 ${id}，放行 ${packets} 个报文`,
  counts: (stopped) => `累计拦截 ${stopped} 个报文`,
  every: '所有报文',
  nothing: '没有被拦截的报文',
  nothingText: '匹配断点的报文会停在这里，来自所有客户端。',
  noneText: '请先添加一个断点。',
  stopped: '被拦截的报文',
  isGone: '此报文已不再等待。',
  secret: '不显示：此报文含有敏感信息。可以原样发送或丢弃。',
  large: '此处不显示超过 512 KiB 的报文。可以原样发送或丢弃。',
  topic: '主题',
  qos: 'QoS',
  retain: 'RETAIN',
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
  answerToo: (packet, byBroker) => `代${byBroker ? ' Broker ' : '客户端'}发送 ${packet}`,
  ifSent: '若这样发送',
  ifDropped: '若丢弃',
  inStep: '两端保持一致。',
  makeRule: '生成规则',
  noRule: '规则可以更改主题、载荷、RETAIN 和原因码。',
  ruleMade: (id) => `从现在起，规则 ${id} 会更改此类报文。`,
  tooLong: '内容超出报文的容量。',
  actions: { show: '断点：拦截并更改报文' },
  behind: (count) => `其后另有 ${count} 个报文等待`,
  strip: (count, behind) =>
    `${count} 个报文停在断点处${behind === 0 ? '' : `，其后另有 ${behind} 个`}`,
  consequences,
};
