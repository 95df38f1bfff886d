import { say } from '../../../base/message.ts';
import type { SameMessage } from '../../../engine/exchanges/exchange.ts';
import type { Ending } from '../../../engine/timeline/exchangeLine.ts';
import { typeName } from '../../../engine/window/packetTypes.ts';
import type { Texts } from '../../en/texts.ts';
import { bytes, grouped } from '../../numbers.ts';
import { duration, elapsed, roughly } from '../codes/durations.ts';
import { spaced } from '../codes/spaced.ts';
import { values } from './values.ts';

const hexOffset = (offset: number): string => `0x${offset.toString(16).padStart(4, '0')}`;

const number = (packet: number): string => `报文 ${grouped(packet)}`;

/** Each follows the packet that did it: `3.1 ms 后由报文 14 确认`. */
const ENDINGS: Readonly<Record<Ending, string>> = {
  acked: '确认',
  complete: '完成',
  answered: '响应',
  refused: '拒绝',
};

const SAME: Readonly<Record<SameMessage['kind'], string>> = {
  redelivery: '是重发。报文标识符与前一次相同，而前一次的交互仍在进行中。',
  overlapping: '因另一个订阅而投递。有多个订阅匹配此主题，Broker 可以为每个订阅各投递一次。',
  'retained-then-live': '两者之一是该主题的保留消息，另一条是实时消息。',
  'new-delivery':
    '是独立的一次投递。发布者是否发布了两次，此处无法得知：DUP 不会从发布者传递到订阅者。',
};

function certainty({ kind, certainty: degree }: SameMessage): string {
  if (degree === 'unknown') return '此处无法判断。';
  if (degree === 'likely') {
    if (kind === 'redelivery') return '很可能：只是 DUP 本应为 1，实际为 0。';
    return '很可能：与报文内容相符。';
  }
  switch (kind) {
    case 'redelivery':
      return '确定：DUP 也为 1。';
    case 'overlapping':
      return '确定：两者的订阅标识符不同。';
    case 'retained-then-live':
      return '确定：只有其中一条的 RETAIN 为 1。';
    case 'new-delivery':
      return '确定。';
  }
}

const DELIVERY: Texts['detail']['delivery'] = {
  title: '投递',
  qos: {
    publishedHere: (qos) => `很可能由此客户端以 QoS ${qos} 发布，即`,
    subscribed: (published, granted, qos) => {
      if (published === qos && granted === qos) return `，订阅 QoS ${granted}`;
      return qos === Math.min(published, granted)
        ? `，订阅 QoS ${granted}：取两者中较低的 QoS ${qos} 投递`
        : `，订阅 QoS ${granted}，以 QoS ${qos} 投递`;
    },
    raised: (qos) =>
      `，却以 QoS ${qos} 投递：高于 Broker 可用的 QoS，除非另有客户端以 QoS ${qos} 发布了同样的消息`,
    asGranted: (qos) => `发布 QoS ${['0、1 或 2', '1 或 2'][qos] ?? 2}，订阅 QoS ${qos}`,
    publishedLower: (qos, granted) =>
      `发布 QoS ${qos}，订阅 QoS ${granted}（前提是 Broker 取两者中较低的投递）`,
    aboveGranted: (qos, granted) => `订阅 QoS ${granted}，却以 QoS ${qos} 投递`,
    alone: (qos) => `以 QoS ${qos} 投递；此抓包中没有对应的订阅`,
  },
  retained: '保留消息：由 Broker 为该主题保存，或按发布时的 RETAIN 转发',
  live: '实时消息，不是保留消息',
  noSubscription: '在此抓包中，本会话的订阅都不匹配该主题',
  because: '匹配订阅',
  subscription: (requested, granted, identifier) =>
    `，请求 QoS ${requested}，授予 ${granted}${identifier === undefined ? '' : `，订阅标识符 ${identifier}`}`,
  identifiers: (ids) => `订阅标识符 ${ids.join('、')}`,
  same: '同一消息出现两次：',
  sameKinds: SAME,
  certainty,
};

const EXCHANGE: Texts['detail']['exchange'] = {
  number,
  show: (packet) => `查看报文 ${grouped(packet)}`,
  open: '查看其报文交互（X）',
  ended: (ending, after) => [
    `${after === undefined ? '' : spaced(duration(after), '后')}由`,
    ENDINGS[ending ?? 'answered'],
  ],
  again: '重发自',
  verbs: {
    acks: '确认',
    completes: '完成',
    refuses: '拒绝',
    answers: '响应',
  },
  after: (us) => `，相隔 ${duration(us)}`,
  step: (step) => (step === undefined ? '属于' : `QoS 2 第 ${step}/4 步，对应`),
  waiting: (us, awaited) =>
    awaited.length === 0
      ? `已 ${elapsed(us)}`
      : `已 ${elapsed(us)}，等待 ${awaited.map(typeName).join(' 或 ')}`,
  abandoned: '没有确认，也不会再有确认',
};

export const detail: Texts['detail'] = {
  layers: '载荷的层次',
  packetBytes: '报文',
  number,
  problems: '此报文的问题',
  problemNotKept: '此报文有问题，但问题的内容已不再保存',
  problemNotKeptText: '同类问题太多，都计入次数，但只说明最新的：请查看后面的报文或问题列表。',
  exchange: EXCHANGE,
  delivery: DELIVERY,
  size: bytes,
  unframed: '不构成报文的字节',
  noFields: '没有字段：无法确定这些字节是报文，其中可能含有敏感信息，因此已隐藏。',
  http: '这是 HTTP，不是 MQTT：没有字段。',
  previous: '上一个报文',
  next: '下一个报文',
  copyHex: '复制为十六进制',
  copied: (size) => `已将 ${bytes(size)} 复制为十六进制`,
  copiedMasked: (size) => `已将 ${bytes(size)} 复制为十六进制，密码等以 2a 隐藏`,
  notCopied: '浏览器不允许复制',
  neighbours: {
    before: '此主题的上一条消息',
    after: '此主题的下一条消息',
    noBefore: '本次抓包中没有此主题更早的消息',
    noAfter: '没有此主题更晚的消息',
  },
  again: {
    action: '再次发布…',
    noMessage: '只有可读取的 PUBLISH 才能再次发布',
    secret: '此消息包含密钥，因此不会放入表单',
  },
  rowMenu: {
    openExchange: '打开交互',
    openTopic: '打开主题',
    compare: '对比',
    comparePrevious: '与上一条消息对比',
    compareWith: '以此消息为对比基准',
    compareNote: '然后选择另一条消息',
    values: '值',
    columns: '列',
    filter: '过滤',
  },
  asColumn: (key) => `将 ${key} 显示为列`,
  noColumn: (key) => `移除列 ${key}`,
  comparedWith: (packet) => `与报文 ${grouped(packet)} 相比`,
  chooseCompared: (packet) => `选择要与报文 ${grouped(packet)} 对比的消息`,
  endComparison: '恢复与上一条消息对比',
  ladder: '时序图',
  payload: '载荷',
  words: '文字说明',
  completeIn: (us) => spaced(duration(us), '内完成'),
  packets: (count) => `${grouped(count)} 个报文`,
  since: (us) => spaced(roughly(us), '后有变化'),
  noneBefore: '此主题的首条消息',
  unchanged: (us) => spaced(roughly(us), '内未变'),
  was: (old, gap) => (gap === undefined ? `原为 ${old}` : `原为 ${old}，${gap}`),
  wasNone: '原先没有',
  wasEmpty: '原为空',
  removed: (paths) => `已移除：${paths}`,
  empty: '载荷为空。',
  chart: '数值随时间的变化',
  chartTime: (span) => `，最近 ${span}`,
  openInWatch: '在“观察”中查看',
  partOf: (name, length, all) => `${name} 占 ${grouped(length)} / ${bytes(all)}`,
  parts: '报文的各部分',
  fields: '字段',
  hex: '十六进制',
  bytes: '字节',
  dump: '十六进制转储',
  inspector: {
    title: '数据查看器',
    at: (byte) => `偏移 ${grouped(byte)}`,
    bigEndian: '大端',
    littleEndian: '小端',
    swapped: '高低字对调（寄存器顺序）',
  },
  value: (meaning) => say(values, meaning),
  hidden: '已隐藏',
  secretTitle: '敏感信息：不显示其值和字节',
  range: (offset, length) =>
    length <= 1
      ? `字节 ${hexOffset(offset)}`
      : `字节 ${hexOffset(offset)}–${hexOffset(offset + length - 1)}`,
  derived: '没有对应的字节：由其他报文推断',
  bits: (mask) => `位 ${mask.toString(2).padStart(8, '0').replaceAll('0', '.')}`,
  section: (section) => `§ ${section}`,
  sectionTitle: (section) => `MQTT 标准第 ${section} 节`,
  severity: {
    malformed: '报文格式错误',
    protocol: '协议错误',
    caution: '注意',
  },
  loading: '正在读取报文…',
  gone: {
    title: (packet) => `报文 ${grouped(packet)} 已不再保存`,
    text: '报文已清空，或因报文记录写满而丢弃。',
  },
};
