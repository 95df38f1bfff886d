/** Packets as views want them: rows for a list, one packet in detail. */

import { decode } from '../../mqtt/codec/decode.ts';
import { describePacket } from '../../mqtt/dissect/describe.ts';
import { dissect } from '../../mqtt/dissect/dissect.ts';
import type { DissectContext, PacketProblem } from '../../mqtt/dissect/dissection.ts';
import { type HttpPart, httpBeginning } from '../../mqtt/framing/httpBeginning.ts';
import { payloadOffset, peekPublish, peekType } from '../../mqtt/framing/peek.ts';
import { isDoubtful, trustOf } from '../../mqtt/secrets/framingTrust.ts';
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
import type { Preview } from '../topics/tree/preview.ts';
import type { RowPreviews } from './rowPreviews.ts';
import type { PacketDetail, PacketRow } from './window.ts';

const isNoNote = ({ severity }: FoundProblem) => severity !== 'note';
/** Who receives it has to end the connection for it. */
export const isOffence = (problem: PacketProblem) => problem.severity !== 'caution';

/** What the log and the streams must know of a packet other than a PUBLISH. */
export interface ArrivedPacket {
  readonly packet: Packet | undefined;
  /** 0: none. */
  readonly packetId: number;
  readonly hasProblem: boolean;
  readonly problems: readonly PacketProblem[];
}

/** Others are rare and looked at closely: what is only unwise does not keep a packet from being decoded. */
const QUICK: ReadonlySet<string> = new Set(['publish', 'puback', 'pubrec', 'pubrel', 'pubcomp']);
const NO_PROBLEMS: readonly PacketProblem[] = [];

/** What the bytes of a packet break that nobody has looked at closely. */
export function problemsOf(
  bytes: Uint8Array,
  version: ProtocolVersion | undefined,
  direction: Direction,
  topicAlias: () => string | undefined,
): readonly PacketProblem[] {
  const context = { version, sender: senderOf(direction), topicAlias };
  return inAnyVersion(bytes, context, dissect(bytes, context).problems);
}

/** Where the version is not known, what each of them forbids. A CONNECT tells its own. */
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
  // Before MQTT 5 the good ones among them did not come here.
  if (decoded.ok && version === 5 && QUICK.has(decoded.packet.type)) {
    return {
      packet: decoded.packet,
      ...idOf(decoded.packet),
      hasProblem: false,
      problems: NO_PROBLEMS,
    };
  }
  // The decoder stops at the first fault; a packet that can be read in spite of it still counts.
  const dissected = dissect(bytes, { version, sender });
  const { packet } = dissected;
  const problems = inAnyVersion(bytes, { version, sender }, dissected.problems);
  return { packet, ...idOf(packet), hasProblem: problems.some(isOffence), problems };
}

function idOf(packet: Packet | undefined): { packetId: number } {
  const packetId = packet !== undefined && 'packetId' in packet ? packet.packetId : 0;
  return { packetId: packetId ?? 0 };
}

/** What the rules found on a packet, the conversation around it included. */
export type FoundOn = (packet: number) => readonly FoundProblem[];

/** Rows by position in a list of packets that are there. */
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
    const preview = previewOf(log, names, previews, row);
    rows.push({ ...packetRow(log, names, found, row, previous), ...(preview && { preview }) });
    previous = row;
  }
  return rows;
}

/** In what is no packet for sure, a secret may stand anywhere. */
function previewOf(
  log: PacketLog,
  names: TopicNames,
  previews: RowPreviews,
  row: LogRow,
): Preview | undefined {
  if (row.firstByte >> 4 !== PUBLISH || row.unframed || row.lost) return undefined;
  const bytes = log.view(row.number);
  return bytes && previews.of(row, bytes, names.name(row.topic));
}

/** null: not there any more, or not yet. */
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
  // Where that is nothing wrong, the alias was set in what the capture lacks.
  const noted = log.notedProblems(number);
  const { lost, unframed, masked } = row;
  const known = { lost, unframed, masked };
  const trust = trustOf(bytes, [...noted, ...all], context.sender, row.version, known);
  const isNoPacket = trust === 'lost' || httpOf(row, bytes) !== undefined;
  const problems = isNoPacket
    ? []
    : broken.filter(({ rule }) => row.hasProblem || rule !== 'topicAliasUnknown');
  return {
    row: packetRow(log, names, found, row, log.row(number - 1)),
    bytes,
    fields,
    problems: withNoted(noted, problems),
    ...(row.version !== undefined && { version: row.version }),
    trust,
    secrets: secrets.ranges(bytes, dissection, names.name(row.topic), trust),
    payload: payloadPlace(row, bytes),
  };
}

/** What was noted on arrival first, and nothing twice. */
function withNoted(
  noted: readonly PacketProblem[],
  found: readonly PacketProblem[],
): PacketProblem[] {
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
    ...(http === undefined && saidBy(log, names, found, row)),
    size: row.size,
    hasProblem: row.hasProblem,
    ...(row.unframed && { unframed: true as const }),
    ...(row.lost && { lost: true as const }),
    ...(http && { http }),
    ...(row.masked && { masked: true as const }),
    ...(row.withheld && { withheld: true as const }),
  };
}

/** Looked for where something is wrong alone. */
function httpOf(row: LogRow, bytes: Uint8Array | undefined): HttpPart | undefined {
  const isWrong = row.hasProblem || row.unframed || row.lost;
  return isWrong && bytes !== undefined ? httpBeginning(bytes) : undefined;
}

const wrongBytes = ({ breach }: PacketProblem): FoundWrong => ({ finding: ofBytes(breach) });

/** What the packet says and, where something is wrong, what. A good PUBLISH says all by its topic. */
function saidBy(
  log: PacketLog,
  names: TopicNames,
  found: FoundOn,
  row: LogRow,
): Pick<PacketRow, 'summary' | 'wrong'> {
  if (row.unframed) {
    const [noted] = log.notedProblems(row.number);
    return wrongBy(noted && wrongBytes(noted));
  }
  // A secret may stand anywhere in it.
  if (row.lost) return {};
  const isPublish = row.firstByte >> 4 === PUBLISH;
  const saysTopic = isPublish && !row.hasProblem && names.name(row.topic) !== undefined;
  const bytes = saysTopic ? undefined : log.view(row.number);
  if (bytes === undefined) return {};
  const context = contextOf(row, names);
  const decoded = row.hasProblem ? undefined : decode(bytes, context.version, context.sender);
  if (decoded?.ok) return summaryBy(decoded.packet, row.version);
  const { packet, problems } = dissect(bytes, context);
  const isOpen = row.masked || !isDoubtful(bytes, problems, context.sender, context.version);
  const inTalk = row.hasProblem ? found(row.number).find(isNoNote) : undefined;
  const offence = problems.find(isOffence);
  return {
    ...(packet && !isPublish && isOpen && summaryBy(packet, row.version)),
    ...wrongBy(offence ? wrongBytes(offence) : inTalk),
  };
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

/** The alias of an old packet means what it meant then: the row knows its topic. */
function contextOf(row: LogRow, names: TopicNames): DissectContext {
  return {
    version: row.version,
    sender: senderOf(row.direction),
    topicAlias: () => names.name(row.topic),
  };
}

function payloadPlace(row: LogRow, bytes: Uint8Array): PacketDetail['payload'] {
  if (row.unframed || row.lost) return undefined;
  const parts = peekPublish(bytes);
  const offset = parts && payloadOffset(bytes, parts, row.version ?? 4);
  return offset === undefined ? undefined : { offset, length: bytes.length - offset };
}
