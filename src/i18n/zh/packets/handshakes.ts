import type {
  ExchangeKind,
  ExchangeShow,
  ExchangeState,
  LatencyRequest,
} from '../../../engine/exchanges/exchange.ts';
import type { Mark } from '../../../engine/timeline/line.ts';
import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { duration, elapsed } from '../codes/durations.ts';
import { spaced } from '../codes/spaced.ts';
import { explained, SIDES, sentences, types, verdicts } from './handshakeWords.ts';

const SHOWS: Readonly<Record<ExchangeShow, string>> = {
  all: '全部',
  'in-flight': '进行中',
  retried: '有重发',
  refused: '被拒绝',
  abandoned: '已中止',
  problems: '有问题',
};

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

const countsOf = (out: string, incoming: string): string => `发出 ${out}，收到 ${incoming}`;

export const handshakes: Texts['handshakes'] = {
  grid: '交互',
  search: '报文标识符或主题',
  clearSearch: '清除搜索',
  show: '显示哪些交互',
  shows: SHOWS,
  columns: {
    number: '序号',
    direction: '方向',
    type: '类型',
    packetId: '报文 ID',
    state: '状态',
    topic: '主题',
    latency: '时延',
  },
  kinds: KINDS,
  qos: (qos) => `QoS ${qos}`,
  states: STATES,
  hasProblem: '问题',
  moreFilters: (count) => `及另外 ${count} 个`,
  emptyTopic: '（空主题）',
  none: '–',
  empty: {
    title: '尚无交互',
    text: '报文交互显示在这里：QoS 1 和 2、订阅、连接、心跳。',
    filtered: '没有匹配的交互',
    filteredText: '请显示全部，或更改搜索内容。',
    chosen: '选择一个交互，按顺序查看其报文',
    gone: '此报文没有可显示的交互',
    goneText: 'QoS 0 消息和 DISCONNECT 没有确认。很早的交互也可能已随其报文一起丢弃。',
  },
  allAtMostOnce: '所有主题均以 QoS 0 订阅：以 QoS 1 或 2 发布的消息也以 QoS 0 到达，没有交互。',
  onlyAtMostOnce: '此 Broker 只允许 QoS 0。',
  higherQoSCosts: (qos) =>
    `以 QoS ${qos} 订阅时，一次超过约 1,000 条的保留消息可能被 Broker 丢弃，每条消息需要${
      qos === 2 ? '四' : '两'
    }个报文。`,
  instead: '所选报文没有确认。下面显示最新的请求。',
  searching: (left) => `仍在搜索：还有 ${grouped(left)} 个待检查`,
  forgotten: (count) => `为限制内存，已不再保存较早的 ${grouped(count)} 个交互。`,

  packet: (packet) => `报文 ${grouped(packet)}`,
  showPacket: (packet) => `在列表中查看报文 ${grouped(packet)}`,
  showPackets: '查看报文',
  copyText: '将步骤复制为文本',
  copied: '已将步骤复制为文本',
  notCopied: '浏览器不允许复制',
  packetGone: '已丢弃',
  exchangeTitle: (kind, packet) => `${KINDS[kind]} 报文 ${grouped(packet)}`,
  parts: '交互的各部分',
  bothEnds: '以本端和 Broker 的记录为准',
  asSeen: '以本端的记录为准',
  statements: (count) => `${count} 条标准条款`,
  showWords: '查看',
  showWordsName: '查看文字说明',
  notesAt: (count) => ({ before: `${count} 条提示，见 `, after: '' }),
  ladderAlone: '只显示时序图',
  steps: '时序图',
  inWords: '文字',
  stepsList: '交互的步骤',
  sentences,
  types,
  client: '客户端',
  broker: 'Broker',
  roles: { sender: '发送方', receiver: '接收方' },
  start: '起点',
  sameFrame: '同一帧',
  sameFrameTitle: '两者在同一帧中到达，间隔未知。',
  total: (us) => `总计 ${duration(us)}`,
  done: (packetId) => (packetId === undefined ? '完成' : `完成 · 报文 ID ${packetId} 已释放`),
  waits: '客户端等待',
  legend: '时间以本端为准，间距不按比例。',
  awaits: (packetTypes) => `等待 ${types(packetTypes)}`,
  problemMark: '问题',
  moreMoments: (count) => `另有 ${grouped(count)} 步未显示。`,

  explanation: '说明',
  stepByStep: (about) => `${about}，逐步说明`,
  explained,
  marks: MARKS,
  statement: (id) => `${id} 的内容`,
  verdict: '结论',
  verdicts,
  problems: '规则在这些报文中发现的问题',

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
    slowest: '最慢',
    none: '尚无此类已结束的交互。',
    frames: '同一帧中到达的报文时间相同：它们之间的间隔不计入。',
  },

  inFlight: {
    title: '未确认',
    counts: countsOf,
    of: (used, maximum) => `${grouped(used)} / ${grouped(maximum)}`,
    meter: { out: 'Receive Maximum，发出', in: 'Receive Maximum，收到' },
    used: (used, maximum) => `已用 ${grouped(used)} / ${grouped(maximum)}`,
    unlimited: (used) => `${grouped(used)} 个未确认；MQTT 5 之前没有上限`,
    meterTitle: {
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
