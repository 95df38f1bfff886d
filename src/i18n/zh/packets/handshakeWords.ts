/** Describes exchanges in sentences. */

import type { EndCauses } from '../../../engine/endCauses/endCauses.ts';
import type { TreatedPacket } from '../../../engine/exchanges/exchange.ts';
import type { Line } from '../../../engine/timeline/line.ts';
import { type Side, sender } from '../../../engine/timeline/sides.ts';
import { typeName } from '../../../engine/window/packetTypes.ts';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import type { BackWords } from '../../en/packets/handshakeWords.ts';
import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { doneInShort, doneTo } from '../broker/taps.ts';
import { duration, elapsed } from '../codes/durations.ts';
import { reasonCode } from '../codes/reasonCodes.ts';
import { spaced } from '../codes/spaced.ts';
import { doer } from '../ends/endCauses.ts';

type Handshakes = Texts['handshakes'];

const cutBy = ({ rule }: EndCauses['on-purpose']): string =>
  rule === undefined ? '被手动切断' : `被${doer(rule)}切断`;

export function types(packetTypes: readonly number[]): string {
  return packetTypes.map(typeName).join(' 或 ');
}

export const SIDES: Readonly<Record<Side, string>> = { client: '客户端', broker: 'Broker' };

const flag = (value: boolean): string => (value ? '1' : '0');

const cleanStartName = (version: 3 | 4 | 5): string =>
  version === 5 ? 'Clean Start' : 'Clean Session';

function sessionText({ sessionPresent, version, refused }: BackWords): string {
  if (refused !== undefined) return `被拒绝：${reasonCode(refused)}`;
  if (sessionPresent !== undefined) return `Session Present ${flag(sessionPresent)}`;
  return version === 3 ? 'MQTT 3.1 不说明会话是否存在' : '尚无 CONNACK';
}

/** `PUBACK 被规则 lost-puback 丢弃`. */
function doneToPacket({ packetType, faults }: TreatedPacket): string {
  return `${typeName(packetType)} ${faults.map(doneTo).join('，')}`;
}

const doneToInShort = ({ faults }: TreatedPacket): string =>
  faults
    .map(doneInShort)
    .map(({ done, name }) => `${name}：${done}`)
    .join('，');

export const sentences: Handshakes['sentences'] = {
  far: (packet, client, isToBroker) =>
    isToBroker ? `Broker 收到 ${client} 的 ${packet}。` : `Broker 向 ${client} 发送了 ${packet}。`,
  doneToInShort,
  treated: (packet) => `${doneToPacket(packet)}${packet.withheld ? '；未发送' : ''}`,
  missing: (w) => {
    const what = types(w.answers);
    const of = typeName(w.of);
    if (w.before === 'again') {
      return w.from === 'broker'
        ? `${of} 重发之前未见 ${what}`
        : `再次收到 ${of} 之前未发出 ${what}`;
    }
    if (w.from === 'broker') return `未见 ${what}：${of} 或其确认已丢失`;
    return w.before === 'loss' ? `此连接上未发出 ${what}` : `未发出 ${what}`;
  },
  lostTitle: (disconnect) => (disconnect ? '连接已断开' : '连接中断'),
  lostHow: ({ disconnect, cut }) =>
    disconnect === undefined
      ? cut === undefined
        ? '未见 DISCONNECT'
        : cutBy(cut)
      : `${spaced(SIDES[sender(disconnect.by)], '发送了')} DISCONNECT${disconnect.code === undefined ? '' : `，${reasonCode(disconnect.code)}`}`,
  backShort: (w) =>
    `CONNECT ${cleanStartName(w.version)} ${flag(w.cleanStart)} → ${sessionText(w)}`,
  offline: (us) => `离线 ${duration(us)}`,
  notBack: '此会话目前没有后续连接',
  sessionKept: '会话仍在',
  sessionGone: '会话已不存在',
  awaited: (answers, from, us) =>
    `${spaced('等待', SIDES[sender(from)], '的')} ${types(answers)}，已 ${elapsed(us)}`,
};

function cameBack(line: Extract<Line, { key: 'back' }>): string {
  if (line.sessionPresent === true) return '会话仍在：未确认的报文会重发';
  if (line.cleanStart) return `以 ${cleanStartName(line.version)} 1 重新连接：会话已丢弃`;
  if (line.sessionPresent === false) return 'Session Present 0：Broker 已没有会话';
  return line.version === 3
    ? '已重新连接；MQTT 3.1 不说明会话是否存在'
    : '之后有 CONNECT，目前未见 CONNACK';
}

export const explained: Handshakes['explained'] = (line) => {
  switch (line.key) {
    case 'chose':
      return `${spaced(SIDES[line.by], '选用报文标识符')} ${line.packetId}`;
    case 'sent':
      return `${spaced(SIDES[line.by], '发送')} ${typeName(line.packetType)}${line.qos === undefined ? '' : `，QoS ${line.qos}，DUP ${flag(line.dup)}`}`;
    case 'awaits':
      return `收到 ${types(line.answers)} 之前，${typeName(line.packetType)} 未被确认`;
    case 'again':
      return line.packetType === PUBLISH
        ? `${spaced(SIDES[line.by], '重发')} PUBLISH，DUP ${flag(line.dup)}`
        : `${spaced(SIDES[line.by], '重发')} ${typeName(line.packetType)}`;
    case 'answered':
      return `${spaced(SIDES[line.by], '返回')} ${typeName(line.packetType)}${line.code === undefined ? '' : `：${reasonCode(line.code)}`}`;
    case 'refused':
      return `${spaced(SIDES[line.by], '以')} ${typeName(line.packetType)} 拒绝：${reasonCode(line.code)}`;
    case 'reason':
      return `原因：“${line.text}”`;
    case 'freed':
      return `报文标识符 ${line.packetId} 已释放`;
    case 'no-publish-again':
      return line.held ? 'PUBREL 之后没有再发 PUBLISH' : 'PUBREL 之后又重发了 PUBLISH';
    case 'granted':
      return line.asked === undefined || line.asked === line.granted
        ? `${line.filter}：授予 QoS ${line.granted}`
        : `${line.filter}：请求 QoS ${line.asked}，授予 ${line.granted}`;
    case 'filter-refused':
      return `${line.filter}：被拒绝，${reasonCode(line.code)}`;
    case 'unsubscribed':
      return `${line.filter}：${line.code ? reasonCode(line.code) : '已取消订阅'}`;
    case 'treated':
      return sentences.treated(line.treated);
    case 'missing':
      return sentences.missing(line);
    case 'lost':
      if (line.cut !== undefined) return `连接${cutBy(line.cut)}`;
      return line.disconnect === undefined
        ? '连接断开，未见 DISCONNECT'
        : `连接断开：${spaced(SIDES[line.disconnect.by], '发送了')} DISCONNECT${line.disconnect.code === undefined ? '' : `，${reasonCode(line.disconnect.code)}`}`;
    case 'back':
      return `${cameBack(line)}${line.offline === undefined ? '' : `，离线 ${duration(line.offline)}`}`;
    case 'turned-away':
      return `Broker 拒绝了下一次连接：${reasonCode(line.code)}`;
    case 'not-back':
      return '此会话目前没有后续连接';
    case 'waiting':
      return `${spaced('等待', SIDES[sender(line.from)], '的')} ${types(line.answers)}`;
  }
};

function resent(times: number, reconnected: boolean): string {
  if (times === 0) return reconnected ? '：重新连接后完成' : '';
  return `：重发 ${grouped(times)} 个报文后完成`;
}

const warned = (warnings: number): string => (warnings === 0 ? '' : `，有 ${warnings} 个警告`);

export const verdicts: Handshakes['verdicts'] = (verdict, now, code) => {
  switch (verdict.kind) {
    case 'conforms':
      return `已记录的报文均符合标准${resent(verdict.resends, verdict.reconnected)}${warned(verdict.warnings)}。`;
    case 'problems':
      return `已完成，有 ${verdict.count} 个问题。`;
    case 'refused':
      return `${spaced('被', SIDES[sender(verdict.by)], '拒绝')}${code === undefined ? '' : `：${reasonCode(code)}`}${verdict.filters > 1 ? `，${verdict.filters} 个主题过滤器中的 ${verdict.refused} 个` : ''}。`;
    case 'open':
      return verdict.packetTypes.length === 0
        ? '进行中。'
        : `进行中：${spaced('等待', SIDES[sender(verdict.from)], '的')} ${types(verdict.packetTypes)}，已 ${elapsed(now - verdict.since)}。`;
    case 'abandoned': {
      const why = {
        'session-gone': '重新连接后会话已不存在',
        'clean-start': '客户端开始了全新会话',
        'connection-ended': verdict.publish ? '会话未恢复' : '收到确认之前连接已断开',
      }[verdict.why];
      return `已中止：${why}${verdict.publish ? '；此处无法判断是否送达' : ''}。`;
    }
  }
};
