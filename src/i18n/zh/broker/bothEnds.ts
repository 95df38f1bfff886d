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
  queued: '等待',
  sent: '已发送',
  acknowledged: '已确认',
  received: '已收到',
  completed: '已完成',
  abandoned: '已放弃',
  'not-given': '未投递',
};

const SHORT_WHY: Readonly<Record<NotGiven, string>> = {
  'no-local': 'No Local',
  'not-authorised': '未授权',
  away: '离线，QoS 0',
  'queue-full': '队列已满',
  'too-slow': '读取过慢',
  'too-large': '报文超出其上限',
  expired: '已过期',
  'session-ended': '会话已结束',
  refused: '被订阅者拒绝',
};

const WHY: Readonly<Record<NotGiven, string>> = {
  'no-local': '未投递：消息由它自己发布，且订阅时设了 No Local，因此收不到自己的消息（3.8.3.1）。',
  'not-authorised': '未投递：访问规则不允许它读取此主题。',
  away: '未投递：它当时离线，QoS 0 的消息不保留。若为 QoS 1 或 2，且会话在连接断开后保留，消息会在其中等待。',
  'queue-full': '未投递：其会话的队列已满。离线或读取缓慢时，消息在队列中等待。',
  'too-slow': '未投递：它读取过慢。待写出的内容过多时，QoS 0 的消息会被丢弃。',
  'too-large': '未投递：PUBLISH 超过了它在 CONNECT 中声明的 Maximum Packet Size。',
  expired: '未投递：消息在等待期间过期。',
  'session-ended': '未投递：消息在会话中等待时，会话结束。',
  refused: '它以错误响应，投递到此结束；消息不再重发。',
};

/** Reasons why a sent message is not sent again. */
const GIVEN_UP: Readonly<Partial<Record<NotGiven, string>>> = {
  'session-ended': '其会话已结束',
  'too-large': '它回来后不再接受这么大的报文',
  'not-authorised': '它回来后访问规则不再允许它读取此主题',
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
    lost: `PUBACK 在途中丢失：${AGAIN}`,
  },
  pubrec: {
    there: '已发送 PUBREC，等待发布者的 PUBREL。',
    lost: `PUBREC 在途中丢失：${AGAIN}`,
  },
  pubrel: {
    there: '',
    lost: 'PUBREL 在途中丢失：发布者重新连接后重发。',
  },
  pubcomp: {
    there: '已向发布者发送 PUBCOMP：发布端已完成。',
    lost: 'PUBCOMP 在途中丢失：发布者重新连接后重发 PUBREL。',
  },
};

function publishersEnd(qos: QoS, last: TracedStep | undefined, isAbandoned: boolean): string {
  if (isAbandoned) return '发布者的会话在其 PUBREL 到达之前结束；消息仍然转发了。';
  if (last?.packet === 'publish' && qos === 0) {
    return '发布一次。QoS 0 没有确认：发布者不知道是否送达。';
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
        ? '在其会话中等待，直到它回来。'
        : '在其会话中等待：未确认的消息已达其上限，或它读取缓慢。';
    case 'sent':
      if (qos === 0) return '发送一次。QoS 0 没有确认：无法得知是否送达。';
      return isAway
        ? `已发送 PUBLISH，未收到 ${answer}：它已离线，回来后以相同的报文标识符带 DUP 重发。`
        : `已发送 PUBLISH，等待 ${answer}。`;
    case 'received':
      return isAway
        ? '已收到 PUBREC，尚无 PUBCOMP：它已离线，回来后重发 PUBREL。'
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
  if (!isLost) return `PUBLISH 正在发往订阅者：${what}。`;
  return `PUBLISH 未到达订阅者，${what}。${
    qos === 0 ? 'QoS 0 不重发。' : '订阅者以新连接回来后，带 DUP 重发。'
  }`;
}

const CAUSES: Readonly<Record<TracedDelivery['cause'], string>> = {
  published: '',
  retained: '作为保留消息：其 SUBSCRIBE 晚于该消息。',
  'handed-over': '转交：组内先前得到它的成员未确认就离开了（4.8.2）。',
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
  pauseTitle: '列表保持这些消息；Broker 继续运行，消息的后续结果仍会显示',
  newer: (value) => `${grouped(value)} 条更新的消息 · 显示`,
  older: '更早',
  olderTitle: '此列表之前的消息',
  columns: {
    number: '序号',
    time: '时间',
    topic: '主题',
    qos: 'QoS',
    publisher: '来自',
    size: '大小',
    outcome: '已投递',
  },
  titles: {
    number: '消息在 Broker 日志中的编号',
    outcome: '已得到消息的订阅者 / 应得到消息的订阅者',
  },
  empty: '尚无消息',
  emptyText: '请发布消息，或让客户端发布：经过此 Broker 的每条消息及其两端都列在这里。',
  noMatch: '没有匹配的消息',
  noMatchText: '在 Broker 仍保存的消息中，按主题和客户端查找。',
  noMatchPaused: '列表已暂停：此后到达的消息不在其中。',
  choose: '选择消息，查看其两端。',
  gone: 'Broker 已不再保存此消息',
  goneText: '它保留最近 5,000 条，不超过 8 MiB。',
  forgotten: (oldest) => `Broker 保存了第 ${grouped(oldest)} 条起的消息，更早的不再显示。`,
  skipped: (value) => `${grouped(value)} 条消息因同时到达过多而未记录。`,

  show: '查看两端',
  notFound: 'Broker 没有此消息的记录',
  name: '消息的两端',
  close: '关闭消息',
  steps: '两端的报文',
  title: (message) => `消息 ${grouped(message)}`,
  origins: ORIGINS,
  willOf: '由 Broker 作为遗嘱发布：其客户端的连接已结束。',
  ofBroker: '由 Broker 自身发布。',
  retainedBefore: '它在日志记录开始之前就已保留：已无法得知如何到达 Broker。',
  showEarlier: (message) => `查看消息 ${grouped(message)}`,
  repeats: (message) =>
    `带 DUP 重发：Broker 此前已作为消息 ${grouped(message)} 转发。QoS 1 时订阅者因此会得到两次（4.3.2）。`,
  copied: (rule, message) =>
    `由规则 ${rule} 生成：${message === undefined ? '某个 PUBLISH' : `消息 ${grouped(message)} 的 PUBLISH`} 的第二份副本，发布者只发送了一次。Broker 无法将它与发布者发的区分开。`,
  missed: '此 PUBLISH 未到达 Broker',
  refused: (code) => `以 ${hexByte(code)}（${code}）拒绝：未转发给任何客户端。`,
  nobody: '没有订阅匹配此主题，因此未投递给任何客户端。',
  platform: '平台已从其设备收到它。没有订阅匹配此主题。',
  payload: '载荷',
  emptyPayload: '（空）',
  from: (publisher) => `来自 ${publisher}`,

  subscribers: '订阅者',
  subscribersOf: (shown, all) =>
    shown === all
      ? `共 ${grouped(all)} 个订阅者`
      : `${grouped(all)} 个订阅者中的 ${grouped(shown)} 个，未得到的在前`,
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
      ? `通过共享订阅 ${filter}，它是唯一的成员。`
      : `通过共享订阅 ${filter}：由 ${grouped(members)} 个成员之一得到。`,

  outcome: {
    refused: '被拒绝',
    nobody: '无人订阅',
    platform: '平台',
    delivered: (done, all) => `${grouped(done)} / ${grouped(all)}`,
    open: (value) => `${grouped(value)} 未完成`,
    failed: (value) => `${grouped(value)} 未投递`,
    title: (done, open, failed) =>
      `${grouped(done)} 已投递，${grouped(open)} 未完成，${grouped(failed)} 未投递`,
  },

  publisher: '发布者',
  broker: 'Broker',
  subscriber: '订阅者',
  subscriberOf: (count) => (count > 1 ? `订阅者（共 ${grouped(count)} 个）` : '订阅者'),
  diagramNote: '时间为 Broker 所见，间距不按比例。',
  publisherSteps: (name) => `${name} 与 Broker 之间的报文`,
  subscriberSteps: (name) => `Broker 与 ${name} 之间的报文`,
  noSteps: '无。',
  start: '起点',
  atOnce: '同时',
  reconnected: (connection) => `在新连接上（${connection}）`,
  sentBy: {
    in: (client) => `${client} → Broker`,
    out: (client) => `Broker → ${client}`,
  },
  madeFor: {
    in: () => '故障规则 → Broker',
    out: (client) => `故障规则 → ${client}`,
  },
  fault: (what, isLost) => (isLost ? `${LOST}${what}` : what),
  lost: LOST,
  showClient: '查看此客户端',
  inspect: (clients) => (clients === 1 ? '在“检查”中查看' : '在“检查”中查看两端'),
  inspectTitle: '发布者和此订阅者经过 Broker 的报文',
  showClientTitle: (name) => `Broker 为 ${name} 保存的内容`,
};
