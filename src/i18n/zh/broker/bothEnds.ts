import type {
  NotGiven,
  TracedDelivery,
  TracedRow,
  TracedStep,
} from '../../../broker/journal/tracedMessage.ts';
import type { PacketType, QoS } from '../../../mqtt/tables/packet.ts';
import { hexByte } from '../../../mqtt/tables/reasonCodes.ts';
import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';

type BothEnds = Texts['bothEnds'];

const STATES: Readonly<Record<TracedDelivery['state'], string>> = {
  queued: '排队',
  sent: '已发送',
  acknowledged: '已确认',
  received: '已收到',
  completed: '已完成',
  abandoned: '已中止',
  'not-given': '未投递',
};

const SHORT_WHY: Readonly<Record<NotGiven, string>> = {
  'no-local': 'No Local',
  'not-authorised': '未授权',
  away: '离线，QoS 0',
  'queue-full': '队列已满',
  'too-slow': '接收过慢',
  'too-large': '报文过大',
  expired: '已过期',
  'session-ended': '会话已结束',
  refused: '被订阅者拒绝',
};

const WHY: Readonly<Record<NotGiven, string>> = {
  'no-local':
    '未投递：消息由该客户端自己发布，且其订阅设置了 No Local，因此不会收到自己的消息（3.8.3.1）。',
  'not-authorised': '未投递：访问规则不允许该客户端订阅此主题。',
  away: '未投递：该客户端当时离线，QoS 0 的消息不排队。若为 QoS 1 或 2，且会话在断开后仍保存，消息会在会话中排队。',
  'queue-full': '未投递：会话的队列已满。客户端离线或接收缓慢时，消息在其中排队。',
  'too-slow': '未投递：该客户端接收过慢，发送缓冲区积压过多时会丢弃 QoS 0 消息。',
  'too-large': '未投递：PUBLISH 超过了该客户端在 CONNECT 中声明的 Maximum Packet Size。',
  expired: '未投递：消息在排队期间过期。',
  'session-ended': '未投递：消息在会话中排队时，会话已结束。',
  refused: '该客户端返回了错误的原因码，投递到此结束，消息不再重发。',
};

/** Reasons why a sent message is not sent again. */
const GIVEN_UP: Readonly<Partial<Record<NotGiven, string>>> = {
  'session-ended': '会话已结束',
  'too-large': '重连后客户端不再接受这么大的报文',
  'not-authorised': '重连后访问规则不再允许客户端订阅此主题',
};

interface EndWords {
  readonly there: string;
  readonly lost: string;
}

const LOST = '已丢失：';
const AGAIN = '发布者重新连接后带 DUP 重发 PUBLISH。';

/** State of the publisher's end, by its last packet. */
const PUBLISHERS_END: Readonly<Partial<Record<PacketType, EndWords>>> = {
  puback: {
    there: '已向发布者发送 PUBACK：发布端已完成。',
    lost: `PUBACK 丢失：${AGAIN}`,
  },
  pubrec: {
    there: '已发送 PUBREC，等待发布者的 PUBREL。',
    lost: `PUBREC 丢失：${AGAIN}`,
  },
  pubrel: {
    there: '',
    lost: 'PUBREL 丢失：发布者重新连接后重发。',
  },
  pubcomp: {
    there: '已向发布者发送 PUBCOMP：发布端已完成。',
    lost: 'PUBCOMP 丢失：发布者重新连接后重发 PUBREL。',
  },
};

function publishersEnd(qos: QoS, last: TracedStep | undefined, isAbandoned: boolean): string {
  if (isAbandoned) return '收到 PUBREL 之前，发布者的会话已结束；消息仍然转发了。';
  if (last?.packet === 'publish' && qos === 0) {
    return '只发布一次。QoS 0 没有确认，发布者不知道是否送达。';
  }
  const words = last && PUBLISHERS_END[last.packet];
  return (last?.fault?.isLost === true ? words?.lost : words?.there) ?? '';
}

/** `以 QoS 2 发布，sensors/# 授予 QoS 1 → 以 QoS 1 投递` */
const effective: BothEnds['effective'] = ({ published, by, delivered, isGiven, asPublished }) => {
  const granted = by.map(({ filter, qos }) => `${filter} 授予 QoS ${qos}`);
  const highest = by.length > 1 && asPublished !== true ? '（取最高）' : '';
  const most = delivered < published ? `（最高 ${delivered}）` : '';
  const rule = asPublished === true ? `：平台按发布者的 QoS 投递给设备${most}` : '';
  return `以 QoS ${published} 发布，${granted.join('、')}${highest} → ${isGiven ? '以' : '本应以'} QoS ${delivered} 投递${rule}`;
};

/** Reasons why a delivery is still open. */
function waits(delivery: TracedDelivery): string {
  const { state, qos, isAway } = delivery;
  const answer = qos === 1 ? 'PUBACK' : 'PUBREC';
  switch (state) {
    case 'queued':
      return isAway
        ? '在会话中排队，等待该客户端重连。'
        : '在会话中排队：未确认的消息已达上限，或该客户端接收缓慢。';
    case 'sent':
      if (qos === 0) return '只发送一次。QoS 0 没有确认，无法得知是否送达。';
      return isAway
        ? `已发送 PUBLISH，未收到 ${answer}：该客户端已离线，重连后以相同的报文标识符带 DUP 重发。`
        : `已发送 PUBLISH，等待 ${answer}。`;
    case 'received':
      return isAway
        ? '已收到 PUBREC，尚未收到 PUBCOMP：该客户端已离线，重连后重发 PUBREL。'
        : '已收到 PUBREC，等待 PUBCOMP。';
    case 'acknowledged':
      return '已投递：收到 PUBACK。';
    case 'completed':
      return '恰好投递一次：收到 PUBCOMP。';
    case 'abandoned':
      return `已发送但未得到确认：${GIVEN_UP[delivery.why ?? 'session-ended'] ?? ''}。无法得知是否送达。`;
    case 'not-given':
      return delivery.why === undefined ? '' : WHY[delivery.why];
  }
}

function keptBack(what: string, qos: QoS, isLost: boolean): string {
  if (!isLost) return `PUBLISH 尚未到达订阅者：${what}。`;
  return `PUBLISH 未到达订阅者，${what}。${
    qos === 0 ? 'QoS 0 不重发。' : '订阅者重连后，带 DUP 重发。'
  }`;
}

const CAUSES: Readonly<Record<TracedDelivery['cause'], string>> = {
  published: '',
  retained: '作为保留消息投递：该客户端在消息发布之后才订阅。',
  'handed-over': '转交：共享订阅中另一个成员未确认就断开了连接（4.8.2）。',
};

const ORIGINS: Readonly<Record<TracedRow['origin'], string>> = {
  publish: '',
  will: '遗嘱',
  broker: 'Broker 自身',
  retained: '保留消息',
};

export const bothEnds: BothEnds = {
  grid: '消息',
  search: '按主题查找消息',
  searchPlaceholder: '主题过滤器，或主题中的文本',
  client: '某客户端的消息',
  clientPlaceholder: '客户端 ID',
  total: (value, more) => `${grouped(value)} 条消息${more ? '，还有更早的' : ''}`,
  pause: '暂停',
  pauseTitle: '列表停留在这些消息；Broker 继续运行，它们的状态仍会更新',
  newer: (value) => `${grouped(value)} 条更新的消息 · 显示`,
  older: '更早',
  olderTitle: '此列表之前的消息',
  columns: {
    number: '序号',
    time: '时间',
    topic: '主题',
    qos: 'QoS',
    publisher: '发布者',
    size: '大小',
    outcome: '已投递',
  },
  titles: {
    number: '消息在 Broker 日志中的编号',
    outcome: '已收到消息的订阅者数 / 应收到消息的订阅者数',
  },
  empty: '尚无消息',
  emptyText: '请发布一条消息，或让客户端发布：经过此 Broker 的每条消息及其两端都列在这里。',
  noMatch: '没有匹配的消息',
  noMatchText: '按主题和客户端，在 Broker 仍记录的消息中查找。',
  noMatchPaused: '列表已暂停：此后到达的消息不在其中。',
  choose: '选择消息，查看其两端。',
  gone: 'Broker 已不再记录此消息',
  goneText: 'Broker 只记录最近 5,000 条消息，不超过 8 MiB。',
  forgotten: (oldest) => `Broker 只记录了第 ${grouped(oldest)} 条起的消息，更早的已丢弃。`,
  skipped: (value) => `${grouped(value)} 条消息因同时到达过多而未记录。`,

  show: '查看两端',
  notFound: 'Broker 没有此消息的记录',
  name: '消息的两端',
  close: '关闭消息',
  steps: '两端的报文',
  title: (message) => `消息 ${grouped(message)}`,
  origins: ORIGINS,
  willOf: '客户端的连接断开后，由 Broker 作为遗嘱消息发布。',
  ofBroker: '由 Broker 自身发布。',
  retainedBefore: 'Broker 开始记录之前就已有此保留消息，无法得知其来源。',
  showEarlier: (message) => `查看消息 ${grouped(message)}`,
  repeats: (message) =>
    `带 DUP 重发：Broker 之前已作为消息 ${grouped(message)} 转发。QoS 1 时订阅者因此会收到两次（4.3.2）。`,
  copied: (rule, message) =>
    `由规则 ${rule} 生成：${message === undefined ? '某个 PUBLISH' : `消息 ${grouped(message)} 的 PUBLISH`} 的第二份，发布者只发送了一次。Broker 无法区分它与发布者发送的报文。`,
  missed: '此 PUBLISH 未到达 Broker',
  refused: (code) => `以 ${hexByte(code)}（${code}）拒绝：未转发给任何客户端。`,
  nobody: '没有订阅匹配此主题，因此未投递给任何客户端。',
  platform: '平台已收到设备的此消息。没有订阅匹配此主题。',
  payload: '载荷',
  emptyPayload: '（空）',
  from: (publisher) => `来自 ${publisher}`,

  subscribers: '订阅者',
  subscribersOf: (shown, all) =>
    shown === all
      ? `共 ${grouped(all)} 个订阅者`
      : `${grouped(all)} 个订阅者中的 ${grouped(shown)} 个，未收到的在前`,
  subscriberColumns: {
    subscriber: '客户端 ID',
    qos: 'QoS',
    state: '状态',
  },
  qos: (qos) => `QoS ${qos}`,
  retain: 'RETAIN',
  states: STATES,
  inFlight: '未确认',
  shortWhy: SHORT_WHY,
  effective,
  waits,
  keptBack,
  causes: CAUSES,
  publishersEnd,
  group: (filter, members) =>
    members === 1
      ? `通过共享订阅 ${filter}，该客户端是唯一的成员。`
      : `通过共享订阅 ${filter}：由 ${grouped(members)} 个成员之一收到。`,

  outcome: {
    refused: '被拒绝',
    nobody: '无人订阅',
    platform: '平台',
    delivered: (done, all) => `${grouped(done)} / ${grouped(all)}`,
    open: (value) => `${grouped(value)} 进行中`,
    failed: (value) => `${grouped(value)} 未投递`,
    title: (done, open, failed) =>
      `${grouped(done)} 已投递，${grouped(open)} 进行中，${grouped(failed)} 未投递`,
  },

  publisher: '发布者',
  broker: 'Broker',
  subscriber: '订阅者',
  subscriberOf: (count) => (count > 1 ? `订阅者（共 ${grouped(count)} 个）` : '订阅者'),
  diagramNote: '时间以 Broker 为准，间距不按比例。',
  start: '起点',
  atOnce: '同时',
  reconnected: (connection) => `在新连接上（${connection}）`,
  sentBy: {
    in: (client) => `${client} → Broker`,
    out: (client) => `Broker → ${client}`,
  },
  madeFor: {
    in: (client) => `故障规则（以 ${client} 的名义）→ Broker`,
    out: (client) => `故障规则 → ${client}`,
  },
  fault: (what, isLost) => (isLost ? `${LOST}${what}` : what),
  lost: LOST,
  showClient: '查看此客户端',
  inspect: (clients) => (clients === 1 ? '在“分析”中查看' : '在“分析”中查看两端'),
  inspectTitle: '发布者、此订阅者与 Broker 之间的报文',
  showClientTitle: (name) => `Broker 为 ${name} 保存的内容`,
};
