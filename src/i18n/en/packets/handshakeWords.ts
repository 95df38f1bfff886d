/** Describes exchanges in sentences. */

import type { EndCauses } from '../../../engine/endCauses/endCauses.ts';
import type { TreatedPacket } from '../../../engine/exchanges/exchange.ts';
import type { Direction } from '../../../engine/log/columns/direction.ts';
import type { Line } from '../../../engine/timeline/line.ts';
import { type Side, sender } from '../../../engine/timeline/sides.ts';
import type { Verdict } from '../../../engine/timeline/verdict.ts';
import { typeName } from '../../../engine/window/packetTypes.ts';
import type { PlacedCode } from '../../../mqtt/tables/reasonCodes.ts';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { duration, elapsed } from '../../durations.ts';
import { grouped } from '../../numbers.ts';
import { doneInShort, doneTo } from '../broker/taps.ts';
import { reasonCode } from '../codes/reasonCodes.ts';
import { doer } from '../ends/endCauses.ts';

/** `PUBREC`; `CONNACK or AUTH`. */
export function types(packetTypes: readonly number[]): string {
  return packetTypes.map(typeName).join(' or ');
}

const The: Readonly<Record<Side, string>> = { client: 'The client', broker: 'The broker' };
const the: Readonly<Record<Side, string>> = { client: 'the client', broker: 'the broker' };

const flag = (value: boolean): string => (value ? '1' : '0');

/** A missing acknowledgement. */
export interface MissingWords {
  readonly answers: readonly number[];
  readonly of: number;
  readonly from: Side;
  readonly before: 'loss' | 'again' | 'end';
}

export interface LossWords {
  readonly cut?: EndCauses['on-purpose'] | undefined;
  readonly disconnect:
    | { readonly by: Direction; readonly code: PlacedCode | undefined }
    | undefined;
}

export interface BackWords {
  readonly cleanStart: boolean;
  readonly sessionPresent: boolean | undefined;
  readonly version: 3 | 4 | 5;
  /** µs */
  readonly offline: number | undefined;
  /** The broker's reason for rejecting it. */
  readonly refused: PlacedCode | undefined;
}

const cleanStartName = (version: 3 | 4 | 5): string =>
  version === 5 ? 'clean start' : 'clean session';

function sessionText({ sessionPresent, version, refused }: BackWords): string {
  if (refused !== undefined) return `refused: ${reasonCode(refused)}`;
  if (sessionPresent !== undefined) return `session present ${flag(sessionPresent)}`;
  return version === 3 ? 'MQTT 3.1 does not say whether the session existed' : 'no CONNACK yet';
}

/** `PUBACK dropped by rule lost-puback`. */
function doneToPacket({ packetType, faults }: TreatedPacket): string {
  return `${typeName(packetType)} ${faults.map(doneTo).join(', ')}`;
}

/** `lost-puback: cut` */
const doneToInShort = ({ faults }: TreatedPacket): string =>
  faults
    .map(doneInShort)
    .map(({ done, name }) => `${name}: ${done}`)
    .join(', ');

/** What a ladder says between its packets. */
export const sentences = {
  /** A packet at the other end of the message. */
  far: (packet: string, client: string, isToBroker: boolean): string =>
    isToBroker
      ? `The broker received ${packet} from ${client}.`
      : `The broker sent ${packet} to ${client}.`,
  doneToInShort,
  treated: (packet: TreatedPacket): string =>
    `${doneToPacket(packet)}${packet.withheld ? '; it was not on the wire' : ''}`,
  missing: (w: MissingWords): string => {
    const what = types(w.answers);
    const of = typeName(w.of);
    if (w.before === 'again') {
      return w.from === 'broker'
        ? `No ${what} seen before ${of} was sent again`
        : `No ${what} was sent before ${of} arrived again`;
    }
    if (w.from === 'broker') return `No ${what} seen: ${of} or its answer was lost`;
    return w.before === 'loss' ? `No ${what} was sent on this connection` : `No ${what} was sent`;
  },
  lostTitle: (disconnect: boolean): string =>
    disconnect ? 'Connection closed' : 'Connection lost',
  lostHow: ({ disconnect, cut }: Pick<LossWords, 'disconnect' | 'cut'>): string =>
    disconnect === undefined
      ? cut === undefined
        ? 'no DISCONNECT seen'
        : cutBy(cut)
      : `DISCONNECT from the ${sender(disconnect.by)}${disconnect.code === undefined ? '' : `, ${reasonCode(disconnect.code)}`}`,
  backShort: (w: BackWords): string =>
    `CONNECT ${cleanStartName(w.version)} ${flag(w.cleanStart)} → ${sessionText(w)}`,
  offline: (us: number): string => `offline for ${duration(us)}`,
  notBack: 'no later connection of this session so far',
  sessionKept: 'session kept',
  sessionGone: 'session gone',
  awaited: (answers: readonly number[], from: Direction, us: number): string =>
    `${types(answers)} from the ${sender(from)} awaited for ${elapsed(us)}`,
};

export function explained(line: Line): string {
  switch (line.key) {
    case 'chose':
      return `${The[line.by]} picks packet identifier ${line.packetId}`;
    case 'sent':
      return `${The[line.by]} sends ${typeName(line.packetType)}${line.qos === undefined ? '' : ` with QoS ${line.qos} and DUP ${flag(line.dup)}`}`;
    case 'awaits':
      return `${typeName(line.packetType)} is unacknowledged until ${types(line.answers)}`;
    case 'again':
      return line.packetType === PUBLISH
        ? `${The[line.by]} sends PUBLISH again with DUP ${flag(line.dup)}`
        : `${The[line.by]} sends ${typeName(line.packetType)} again`;
    case 'answered':
      return `${typeName(line.packetType)} from ${the[line.by]}${line.code === undefined ? '' : `: ${reasonCode(line.code)}`}`;
    case 'refused':
      return `${typeName(line.packetType)} from ${the[line.by]} refuses: ${reasonCode(line.code)}`;
    case 'reason':
      return `Reason given: “${line.text}”`;
    case 'freed':
      return `Packet identifier ${line.packetId} is free again`;
    case 'no-publish-again':
      return line.held ? 'No PUBLISH again after PUBREL' : 'PUBLISH was sent again after PUBREL';
    case 'granted':
      return line.asked === undefined || line.asked === line.granted
        ? `${line.filter}: QoS ${line.granted} granted`
        : `${line.filter}: Requested QoS ${line.asked}, granted ${line.granted}`;
    case 'filter-refused':
      return `${line.filter}: refused, ${reasonCode(line.code)}`;
    case 'unsubscribed':
      return `${line.filter}: ${line.code ? reasonCode(line.code) : 'no longer subscribed'}`;
    case 'treated':
      return sentences.treated(line.treated);
    case 'missing':
      return sentences.missing(line);
    case 'lost':
      if (line.cut !== undefined) return `The connection was ${cutBy(line.cut)}`;
      return line.disconnect === undefined
        ? 'The connection ended, and no DISCONNECT was seen'
        : `The connection ended: DISCONNECT from ${the[line.disconnect.by]}${line.disconnect.code === undefined ? '' : `, ${reasonCode(line.disconnect.code)}`}`;
    case 'back':
      return `${cameBack(line)}${line.offline === undefined ? '' : `, offline for ${duration(line.offline)}`}`;
    case 'turned-away':
      return `The broker refused the next connection: ${reasonCode(line.code)}`;
    case 'not-back':
      return 'No later connection of this session so far';
    case 'waiting':
      return `${types(line.answers)} from the ${sender(line.from)} is awaited`;
  }
}

function cameBack(line: Extract<Line, { readonly key: 'back' }>): string {
  if (line.sessionPresent === true) return 'Session present: unacknowledged packets are sent again';
  if (line.cleanStart)
    return `Connected again with ${cleanStartName(line.version)} 1: the session was discarded`;
  if (line.sessionPresent === false)
    return 'Session present 0: the broker no longer had the session';
  return line.version === 3
    ? 'Connected again; MQTT 3.1 does not say whether the session existed'
    : 'A CONNECT followed; no CONNACK has been seen so far';
}

/** Cause of an end that neither side chose. */
const cutBy = ({ rule }: EndCauses['on-purpose']): string =>
  rule === undefined ? 'cut manually' : `cut by ${doer(rule)}`;

function resent(times: number, reconnected: boolean): string {
  if (times === 0) return reconnected ? ': complete after a reconnect' : '';
  return `: complete after ${times === 1 ? 'one packet was' : `${grouped(times)} packets were`} sent again`;
}

function warned(warnings: number): string {
  if (warnings === 0) return '';
  return `, with ${warnings === 1 ? 'a warning' : `${warnings} warnings`}`;
}

/** `now` in µs since the capture's origin. */
export function verdicts(verdict: Verdict, now: number, code: PlacedCode | undefined): string {
  switch (verdict.kind) {
    case 'conforms':
      return `Conforms as seen here${resent(verdict.resends, verdict.reconnected)}${warned(verdict.warnings)}.`;
    case 'problems':
      return verdict.count === 1
        ? 'Complete, with a problem.'
        : `Complete, with ${verdict.count} problems.`;
    case 'refused':
      return `Refused by ${the[sender(verdict.by)]}${code === undefined ? '' : `: ${reasonCode(code)}`}${verdict.filters > 1 ? `, ${verdict.refused} of ${verdict.filters} topic filters` : ''}.`;
    case 'open':
      return verdict.packetTypes.length === 0
        ? 'In flight.'
        : `In flight: ${the[sender(verdict.from)]} owes ${types(verdict.packetTypes)} for ${elapsed(now - verdict.since)}.`;
    case 'abandoned': {
      const why = {
        'session-gone': 'the session was gone after the reconnect',
        'clean-start': 'the client began a new session',
        'connection-ended': verdict.publish
          ? 'the session did not continue'
          : 'the connection ended before the answer',
      }[verdict.why];
      return `Abandoned: ${why}${verdict.publish ? '; whether it arrived cannot be seen here' : ''}.`;
    }
  }
}
