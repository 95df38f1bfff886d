import type { NotTried } from '../../../connection/workshop/trial.ts';
import type { Verdict } from '../../../engine/workshop/reaction.ts';
import type { RequiredReaction } from '../../../engine/workshop/requiredReaction.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { packetName } from '../../../mqtt/tables/packetNames.ts';
import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { duration } from '../codes/durations.ts';
import { reasonCode } from '../codes/reasonCodes.ts';
import { spaced } from '../codes/spaced.ts';

const OUTCOMES: Readonly<Record<Verdict['outcome'], string>> = {
  'as-wanted': '符合要求',
  otherwise: '不符合要求',
  nothing: '未见反应',
};

const WHY: Readonly<Record<Verdict['why'], string>> = {
  closed: 'Broker 断开了连接。',
  'closed-with-other-code': 'Broker 断开了连接；用另一个原因码更合适。',
  refused: 'Broker 拒绝了该报文。',
  answered: 'Broker 作出了响应。',
  free: '此处 Broker 怎么做都允许。',
  accepted: 'Broker 接受了本应拒绝的连接。',
  kept: 'Broker 作出了响应，没有断开连接。',
  'not-told': 'Broker 断开连接之前，没有先发送必须发送的 CONNACK。',
  'closed-instead': 'Broker 没有响应，而是断开了连接。',
  nothing: '在观察期间，Broker 既未响应也未断开连接。',
};

const NOT_TRIED: Readonly<Record<Exclude<NotTried, 'refused'>, string>> = {
  'read-only': '此连接为只读：不发送任何内容。',
  'not-connected': '此连接未打开。请先连接，或使用单独的连接。',
  device: '同一设备只能有一个连接：再建一个会使此连接断开。请使用此连接。',
  unreachable: '单独的连接未能打开。',
  'no-connack': 'Broker 没有响应之前的 CONNECT。',
  'no-limit': '在单独的连接上，Broker 的 CONNACK 没有声明此限制。',
};

const SENT_ON: Readonly<Record<'this' | 'own' | 'first', string>> = {
  this: '在此连接上发送',
  own: '在单独的连接上、CONNECT 和 CONNACK 之后发送',
  first: '在单独的连接上代替 CONNECT 发送',
};

function wanted(what: RequiredReaction, version: ProtocolVersion, isFirst: boolean): string {
  const place = isFirst ? 'connack' : 'disconnect';
  switch (what.kind) {
    case 'close': {
      const code = what.code && reasonCode({ place, code: what.code, version });
      const before = code ? `之前可以发送 ${packetName(place)}，原因码为 ${code}。` : '';
      const or = what.orAnswer ? `或者以 ${packetName(what.orAnswer.type)} 拒绝而不断开连接。` : '';
      return `断开连接。${before}${or}`;
    }
    case 'refuse':
      return `先发送 CONNACK，返回 ${reasonCode({ place: 'connack', code: what.code, version })}，然后断开连接。`;
    case 'answer':
      return `以 ${packetName(what.type)} 响应。`;
    case 'free':
      return '由 Broker 决定：可以接受该报文，也可以断开连接。';
    case 'unsaid':
      return 'MQTT 3.1 没有规定 Broker 如何处理。';
    case 'none':
      return '无：没有完整的报文，或者没有需要响应的报文。';
  }
}

export const workshop: Texts['workshop'] = {
  list: '可发送的内容',
  search: '查找错误报文',
  clearSearch: '清除搜索',
  noneFound: '没有匹配的错误报文。',
  written: '自定义字节',
  writtenDetail: '任意字节，以十六进制填写',
  writtenHint: '字节原样发送。下方显示其含义和错误。',
  running: '进行中',
  tryAll: '全部尝试',
  askToTryAll: '全部尝试…',
  askAll: {
    title: (count, broker) => `向 ${broker} 发送 ${grouped(count)} 个错误报文？`,
    text: (count, topic) =>
      `${count === 1 ? '该报文通过' : '每个报文各通过'}一个单独的连接发送。其中错误的消息和订阅使用主题 ${topic} 或其错误形式。Broker 可能会记录错误，或封禁此客户端或其地址。`,
    action: (count) => `发送 ${grouped(count)} 个报文`,
  },
  tryAllTitle: '发送列表中的每个报文，各用单独的连接，最多四个同时进行',
  stopAll: (done, of) => `停止（${done} / ${of}）`,
  empty: '请选择一个报文',
  emptyText: '列表中的每个报文都违反标准的一条规则。可以看到 Broker 的实际处理，以及标准的要求。',
  bench: '报文',
  compose: '起始报文',
  composeProperties: '报文属性',
  write: '生成字节',
  bytes: '字节（十六进制）',
  bytesPlaceholder: '例如 c0 00，或粘贴十六进制转储、数组或 Base64',
  count: (bytes) => `${grouped(bytes)} 字节`,
  hexError: (why, at) =>
    why === 'not-hex'
      ? `“${at}”不是十六进制。每个字节请写两位数字（0 至 9、a 至 f）。`
      : `“${at}”只有半个字节。每个字节请写两位数字。`,
  rest: (bytes, isClosed) =>
    `末尾的 ${grouped(bytes)} 字节不是完整的报文：${isClosed ? 'Broker 已断开连接' : 'Broker 可能会继续等待'}。`,
  brokenRest: (bytes) => `末尾的 ${grouped(bytes)} 字节不属于任何报文：剩余长度超过四个字节。`,
  silence: (seconds) =>
    `不发送任何报文：CONNECT 声明的心跳间隔为 ${seconds} 秒，客户端超过此时间不发送报文。`,
  noPacket: '不是报文',
  where: '连接',
  onOwn: '单独的连接',
  onThis: '此连接',
  first: '代替 CONNECT',
  ownHint: '相同的 Broker 和凭据，不同的客户端 ID，全新会话，之后即断开。',
  firstHint: '相同的 Broker，不带凭据，之后即断开。',
  thisHint: 'Broker 可能因此断开此连接。',
  send: '发送',
  result: '结果',
  wants: '标准对 Broker 的要求',
  did: 'Broker 的实际行为',
  wanted,
  watching: '正在观察 Broker…',
  notYet: '尚未尝试。',
  sentOn: SENT_ON,
  more: (answers) => `以及另外 ${grouped(answers)} 个响应`,
  after: (us) => spaced(duration(us), '后'),
  closed: (code, reason) =>
    `断开了连接（WebSocket 关闭码 ${code}${reason === '' ? '' : `：${reason}`}）`,
  stillOpen: (us) => `观察了 ${duration(us)}；其间连接没有断开`,
  outcomes: OUTCOMES,
  why: WHY,
  notTried: '未尝试',
  nothingJudged: '没有作出判断。',
  failed: '未能尝试。',
  whyNot: (why, code, version) =>
    why === 'refused'
      ? `Broker 拒绝了之前的 CONNECT：${reasonCode({ place: 'connack', code: code ?? 0, version })}。`
      : NOT_TRIED[why],
};
