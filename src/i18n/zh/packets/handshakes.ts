import type {
  ExchangeKind,
  ExchangeState,
  LatencyRequest,
} from '../../../engine/exchanges/exchange.ts';
import type { Mark } from '../../../engine/timeline/line.ts';
import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { elapsed } from '../codes/durations.ts';
import { spaced } from '../codes/spaced.ts';
import { explained, SIDES, sentences, types, verdicts } from './handshakeWords.ts';

const STATES: Readonly<Record<ExchangeState, string>> = {
  open: '进行中',
  complete: '已完成',
  retried: '重发后完成',
  refused: '被拒绝',
  abandoned: '已中止',
};

const KINDS: Readonly<Record<ExchangeKind, string>> = {
  connect: 'CONNECT',
  publish: 'PUBLISH',
  subscribe: 'SUBSCRIBE',
  unsubscribe: 'UNSUBSCRIBE',
  ping: 'PINGREQ',
  auth: 'AUTH',
};

const LATENCY_KINDS: Readonly<Record<LatencyRequest['kind'], string>> = {
  all: '全部',
  qos1: 'QoS 1',
  qos2: 'QoS 2',
  subscribe: 'SUBSCRIBE',
  unsubscribe: 'UNSUBSCRIBE',
  connect: 'CONNECT',
  ping: 'PING',
};

const MARKS: Readonly<Record<Mark, string>> = {
  ok: '符合标准',
  retry: '中断',
  refused: '被拒绝',
  problem: '问题',
  open: '进行中',
};

export const handshakes: Texts['handshakes'] = {
  kinds: KINDS,
  qos: (qos) => `QoS ${qos}`,
  states: STATES,
  allAtMostOnce: '所有主题均以 QoS 0 订阅：以 QoS 1 或 2 发布的消息也以 QoS 0 到达，没有交互。',
  onlyAtMostOnce: '此 Broker 只允许 QoS 0。',
  higherQoSCosts: (qos) =>
    `以 QoS ${qos} 订阅时，一次超过约 1,000 条的保留消息可能被 Broker 丢弃，每条消息需要${
      qos === 2 ? '四' : '两'
    }个报文。`,

  packet: (packet) => `报文 ${grouped(packet)}`,
  showPacket: (packet) => `在列表中查看报文 ${grouped(packet)}`,
  packetGone: '已丢弃',
  bothEnds: '以本端和 Broker 的记录为准',
  asSeen: '以本端的记录为准',
  statements: (count) => `${count} 条标准条款`,
  showWords: '查看',
  showWordsName: '查看文字说明',
  notesAt: (count) => ({ before: `${count} 条提示，见 `, after: '' }),
  ladderAlone: '只显示时序图',
  steps: '时序图',
  sentences,
  types,
  client: '客户端',
  broker: 'Broker',
  start: '起点',
  sameFrame: '同一帧',
  sameFrameTitle: '两者在同一帧中到达，间隔未知。',
  done: (packetId) => (packetId === undefined ? '完成' : `完成 · 报文 ID ${packetId} 已释放`),
  waits: '客户端等待',
  legend: '时间以本端为准，间距不按比例。',
  problemMark: '问题',
  moreMoments: (count) => `另有 ${grouped(count)} 步未显示。`,

  stepByStep: (about) => `${about}，逐步说明`,
  explained,
  marks: MARKS,
  statement: (id) => `${id} 的内容`,
  verdict: '结论',
  verdicts,
  problems: '规则在这些报文中发现的问题',

  filterTo: (filter) => `筛选：${filter}`,
  latency: {
    title: '时延',
    ended: (count) => `${grouped(count)} 个已结束`,
    median: '中位数',
    p95: 'p95',
    max: '最大',
    kind: '交互类型',
    kinds: LATENCY_KINDS,
    direction: '发起方向',
    directions: { in: '收到', out: '发出', both: '双向' },
    table: '按时延统计的交互',
    range: '时延',
    count: '交互数',
    thisOne: '当前交互',
    below: (time) => `< ${time}`,
    above: (time) => `> ${time}`,
    frames: '同一帧中到达的报文时间相同：它们之间的间隔不计入。',
  },

  inFlight: {
    title: '未确认',
    strip: '未确认的交互，及其余交互的时延',
    lead: '未确认',
    count: { out: (used) => `发出 ${used}`, in: (used) => `收到 ${used}` },
    of: (used, maximum) => `${grouped(used)} / ${grouped(maximum)}`,
    longest: '最长',
    countTitle: {
      out: '客户端已发出、尚未收到最终确认的 QoS 1 和 2 PUBLISH，及 Broker 允许的同时数量',
      in: 'Broker 已发出、尚未收到最终确认的 QoS 1 和 2 PUBLISH，及客户端允许的同时数量',
    },
    none: '没有未确认的消息。',
    list: '进行中的交互',
    owes: (by, packetTypes) => `${spaced('等待', SIDES[by], '的')} ${types(packetTypes)}`,
    since: (us) => `已 ${elapsed(us)}`,
    stuckAfter: '超时判定（秒）',
    stuckAfterError: '须为 0.1 至 86,400 的秒数',
    stuck: '超时',
    someStuck: (seconds) => `有交互等待超过 ${seconds} 秒`,
    stuckCount: (count, seconds) => `${grouped(count)} 个等待超过 ${seconds} 秒`,
    more: (count) => `另有 ${grouped(count)} 个`,
  },
  noExchange: '此报文不属于任何交互',
  noFurther: {
    previous: '这是其交互的第一个报文',
    next: '这是其交互的最后一个报文',
  },
};
