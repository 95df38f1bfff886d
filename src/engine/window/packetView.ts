/** Prepares packets for views: rows of a list, one packet in detail. */

import { type ByteRange, oneCharacterEach } from '../../base/bytes.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import { describePacket } from '../../mqtt/dissect/describe.ts';
import { dissect } from '../../mqtt/dissect/dissect.ts';
import type { DissectContext, PacketProblem } from '../../mqtt/dissect/dissection.ts';
import { isBeginning, withMissing } from '../../mqtt/dissect/incomplete.ts';
import { type HttpPart, httpBeginning } from '../../mqtt/framing/otherProtocol.ts';
import { payloadOffset, peekPublish, peekType } from '../../mqtt/framing/peek.ts';
import type { Secrets } from '../../mqtt/secrets/secrets.ts';
import type { Packet, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import type { PacketList } from '../filtering/packetList.ts';
import { ofBytes } from '../findings/findings.ts';
import type { FoundProblem, FoundWrong } from '../findings/problem.ts';
import type { RowRange } from '../lists/rowRange.ts';
import { type Direction, senderOf } from '../log/columns/direction.ts';
import type { LogRow } from '../log/columns/packetRow.ts';
import type { TopicNames } from '../log/columns/topicNames.ts';
import type { PacketLog } from '../log/packetLog.ts';
import type { RowContent, RowPreviews } from './rowPreviews.ts';
import type { PacketDetail, PacketRow } from './window.ts';

const isNoNote = ({ severity }: FoundProblem) => severity !== 'note';
/** True if the receiver must end the connection because of the problem. */
export const endsConnection = (problem: PacketProblem) => problem.severity !== 'caution';

/** Facts about a packet other than a PUBLISH, for the log and the streams. */
export interface ArrivedPacket {
  readonly packet: Packet | undefined;
  /** 0: none. */
  readonly packetId: number;
  readonly hasProblem: boolean;
  readonly problems: readonly PacketProblem[];
}

/** Other types are rare and always dissected. Warnings do not require a dissection of these types. */
const QUICK: ReadonlySet<string> = new Set(['publish', 'puback', 'pubrec', 'pubrel', 'pubcomp']);
const NO_PROBLEMS: readonly PacketProblem[] = [];

/** Rules broken by the bytes of a packet that has not been dissected. */
export function problemsOf(
  bytes: Uint8Array,
  version: ProtocolVersion | undefined,
  direction: Direction,
  topicAlias: () => string | undefined,
): readonly PacketProblem[] {
  const context = { version, sender: senderOf(direction), topicAlias };
  return inAnyVersion(bytes, context, dissect(bytes, context).problems);
}

/**
 * Problems that all versions have in common, if the version is not known. A CONNECT names its own version.
 */
function inAnyVersion(
  bytes: Uint8Array,
  context: DissectContext,
  problems: readonly PacketProblem[],
): readonly PacketProblem[] {
  if (context.version !== undefined || problems.length === 0) return problems;
  if (peekType(bytes) === 'connect') return problems;
  const others = new Set(
    dissect(bytes, { ...context, version: 5 }).problems.map(({ rule }) => rule),
  );
  return problems.filter(({ rule }) => others.has(rule));
}

export function readArrival(
  bytes: Uint8Array,
  version: ProtocolVersion | undefined,
  direction: Direction,
): ArrivedPacket {
  const sender = senderOf(direction);
  const decoded = decode(bytes, version, sender);
  // Valid packets skip this function before MQTT 5.
  if (decoded.ok && version === 5 && QUICK.has(decoded.packet.type)) {
    return {
      packet: decoded.packet,
      ...idOf(decoded.packet),
      hasProblem: false,
      problems: NO_PROBLEMS,
    };
  }
  // The decoder stops at the first error. A packet that can be read in spite of it still counts.
  const dissected = dissect(bytes, { version, sender });
  const { packet } = dissected;
  const problems = inAnyVersion(bytes, { version, sender }, dissected.problems);
  return { packet, ...idOf(packet), hasProblem: problems.some(endsConnection), problems };
}

function idOf(packet: Packet | undefined): { packetId: number } {
  const packetId = packet !== undefined && 'packetId' in packet ? packet.packetId : 0;
  return { packetId: packetId ?? 0 };
}

/** Findings of the rules on a packet, including those about its context. */
export type FoundOn = (packet: number) => readonly FoundProblem[];

/** Rows of a list, by position. The positions must exist. */
export function packetRows(
  log: PacketLog,
  names: TopicNames,
  found: FoundOn,
  previews: RowPreviews,
  list: PacketList,
  { first, count }: RowRange,
): PacketRow[] {
  const [before] = first > list.oldest ? list.numbers(first - 1, 1) : [];
  let previous = before === undefined ? undefined : log.row(before);
  const rows: PacketRow[] = [];
  for (const number of list.numbers(first, count)) {
    const row = log.row(number);
    if (row === undefined) continue;
    const content = contentOf(log, names, previews, row);
    const { preview, values, keyed } = content ?? {};
    rows.push({
      ...packetRow(log, names, found, row, previous),
      ...(preview && { preview }),
      ...(values && { values }),
      ...(keyed && { keyed }),
    });
    previous = row;
  }
  return rows;
}

/** No content if the bytes are certainly no packet, because a secret may be anywhere in them. */
function contentOf(
  log: PacketLog,
  names: TopicNames,
  previews: RowPreviews,
  row: LogRow,
): RowContent | undefined {
  if (row.firstByte >> 4 !== PUBLISH || row.unframed) return undefined;
  const bytes = log.view(row.number);
  return bytes && previews.of(row, bytes, names.name(row.topic));
}

/** null: discarded, or not recorded yet. */
export function packetDetail(
  log: PacketLog,
  names: TopicNames,
  secrets: Secrets,
  found: FoundOn,
  number: number,
): PacketDetail | null {
  const row = log.row(number);
  const bytes = log.view(number)?.slice();
  if (row === undefined || bytes === undefined) return null;
  const context = contextOf(row, names);
  const dissection = dissect(bytes, context);
  const { fields, problems: all } = dissection;
  const broken = inAnyVersion(bytes, context, all);
  // An unknown alias is not a problem if it may have been set in a part that the capture lacks.
  const noted = log.notedProblems(number);
  const isNoPacket = (row.unframed && !isBeginning(noted)) || httpOf(row, bytes) !== undefined;
  const problems = isNoPacket
    ? []
    : broken.filter(({ rule }) => row.hasProblem || rule !== 'topicAliasUnknown');
  return {
    row: packetRow(log, names, found, row, log.row(number - 1)),
    bytes,
    fields,
    problems: withNoted(noted, problems),
    ...(row.version !== undefined && { version: row.version }),
    secrets: isNoPacket
      ? hiddenOf(row.direction, bytes)
      : secrets.ranges(bytes, dissection, names.name(row.topic)),
    payload: payloadPlace(row, bytes),
  };
}

/** The shortest possible secret. */
const TEXT = /[\t\n\r -~]{4}/;

/** A secret may be anywhere in bytes that belong to no packet, but those of a server show why they are none. */
function hiddenOf(direction: Direction, bytes: Uint8Array): readonly ByteRange[] {
  if (direction === 'in' && !TEXT.test(oneCharacterEach(bytes))) return [];
  return [{ offset: 0, length: bytes.length }];
}

/** Puts problems noted on arrival first, without duplicates. */
function withNoted(
  noted: readonly PacketProblem[],
  found: readonly PacketProblem[],
): PacketProblem[] {
  const [first] = noted;
  if (first !== undefined && isBeginning(noted)) return withMissing(first, found);
  const statements = new Set(noted.map((problem) => problem.statement));
  return [...noted, ...found.filter((problem) => !statements.has(problem.statement))];
}

function packetRow(
  log: PacketLog,
  names: TopicNames,
  found: FoundOn,
  row: LogRow,
  before: LogRow | undefined,
): PacketRow {
  const packetType = row.firstByte >> 4;
  const http = httpOf(row, log.view(row.number));
  return {
    number: row.number,
    time: row.time,
    delta: before && row.time - before.time,
    direction: row.direction,
    stream: row.stream,
    packetType,
    flags: row.firstByte & 15,
    packetId: row.packetId === 0 ? undefined : row.packetId,
    topic: names.name(row.topic),
    ...(http === undefined && summaryOf(log, names, found, row)),
    size: row.size,
    hasProblem: row.hasProblem,
    ...(row.unframed && { unframed: true as const }),
    ...(isIncomplete(log, row) && { incomplete: true as const }),
    ...(http && { http }),
    ...(row.masked && { masked: true as const }),
    ...(row.withheld && { withheld: true as const }),
  };
}

/** True for the beginning of a packet whose end is missing. */
const isIncomplete = (log: PacketLog, { unframed, number }: LogRow): boolean =>
  unframed && isBeginning(log.notedProblems(number));

/** Searched only in rows with a problem. */
function httpOf(row: LogRow, bytes: Uint8Array | undefined): HttpPart | undefined {
  const isWrong = row.hasProblem || row.unframed;
  return isWrong && bytes !== undefined ? httpBeginning(bytes) : undefined;
}

const wrongBytes = ({ breach }: PacketProblem): FoundWrong => ({ finding: ofBytes(breach) });

/** The summary of a packet and its problem. For a valid PUBLISH the topic is enough. */
function summaryOf(
  log: PacketLog,
  names: TopicNames,
  found: FoundOn,
  row: LogRow,
): Pick<PacketRow, 'summary' | 'wrong' | 'isWarning'> {
  if (row.unframed) {
    const [noted] = log.notedProblems(row.number);
    return wrongBy(noted && wrongBytes(noted));
  }
  const isPublish = row.firstByte >> 4 === PUBLISH;
  const saysTopic = isPublish && !row.hasProblem && names.name(row.topic) !== undefined;
  const bytes = saysTopic ? undefined : log.view(row.number);
  if (bytes === undefined) return {};
  const context = contextOf(row, names);
  const decoded = row.hasProblem ? undefined : decode(bytes, context.version, context.sender);
  if (decoded?.ok) return summaryBy(decoded.packet, row.version);
  const { packet, problems } = dissect(bytes, context);
  const inTalk = row.hasProblem ? found(row.number).filter(isNoNote) : [];
  const offence = problems.find(endsConnection);
  const gravest = inTalk.find(({ severity }) => severity === 'error') ?? inTalk[0];
  return {
    ...(packet && !isPublish && summaryBy(packet, row.version)),
    ...wrongBy(offence ? wrongBytes(offence) : gravest),
    ...(offence === undefined && gravest?.severity === 'warn' && { isWarning: true as const }),
  };
}

/** The note that the row of a packet without a problem shows in a list by problems. */
export function noteOf([note]: readonly FoundProblem[]): Pick<PacketRow, 'note'> {
  return note === undefined ? {} : { note };
}

/** The problem that the row of a packet shows; undefined if it has none or is no longer available. */
export function problemOf(
  log: PacketLog,
  names: TopicNames,
  found: FoundOn,
  number: number,
): Pick<PacketRow, 'hasProblem' | 'wrong' | 'isWarning'> | undefined {
  const row = log.row(number);
  if (row?.hasProblem !== true) return undefined;
  const { wrong, isWarning } = summaryOf(log, names, found, row);
  return { hasProblem: true, ...wrongBy(wrong), ...(isWarning && { isWarning }) };
}

function summaryBy(
  packet: Packet,
  version: ProtocolVersion | undefined,
): Pick<PacketRow, 'summary'> {
  const summary = describePacket(packet, version ?? 4);
  return summary.length === 0 ? {} : { summary };
}

const wrongBy = (wrong: FoundWrong | undefined): Pick<PacketRow, 'wrong'> =>
  wrong === undefined ? {} : { wrong };

/** An alias keeps the meaning that it had when the packet arrived: the row stores its topic. */
function contextOf(row: LogRow, names: TopicNames): DissectContext {
  return {
    version: row.version,
    sender: senderOf(row.direction),
    topicAlias: () => names.name(row.topic),
  };
}

function payloadPlace(row: LogRow, bytes: Uint8Array): PacketDetail['payload'] {
  if (row.unframed) return undefined;
  const parts = peekPublish(bytes);
  const offset = parts && payloadOffset(bytes, parts, row.version ?? 4);
  return offset === undefined ? undefined : { offset, length: bytes.length - offset };
}
