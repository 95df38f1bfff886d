/** Dissects packets without their secrets, and defines their report in lines of JSON. */

import { dissectLater } from '../../../mqtt/codec/lateDissection.ts';
import { dissect } from '../../../mqtt/dissect/dissect.ts';
import type { Dissection, Field, PacketProblem } from '../../../mqtt/dissect/dissection.ts';
import { PARTIAL_RULES, withMissing } from '../../../mqtt/dissect/incomplete.ts';
import { isOnlyMask } from '../../../mqtt/framing/masking.ts';
import { readableFields } from '../../../mqtt/secrets/readableFields.ts';
import { isUnreadable, maskRanges, type Secrets } from '../../../mqtt/secrets/secrets.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import type { RowFault } from '../../faults/rowFault.ts';
import type { ReportedProblem } from '../../findings/reportedProblem.ts';
import type { Direction } from '../../log/columns/direction.ts';
import type { ReadPacket } from '../events/captureEvents.ts';
import type { StreamContext } from '../events/streamContext.ts';
import type { Anonymizer } from './anonymize.ts';
import type { ReportedProperty } from './propertyReport.ts';

type ReportedValue = string | number | boolean;
type OneOrMore<T> = T | readonly T[];
type ByteRange = readonly [offset: number, length: number];

/**
 * Version of the report; increases with changes that affect readers. Version 1 had arrays only for fields
 * that did repeat.
 */
export const SCHEMA = 2;

export interface PacketReport {
  readonly schema: typeof SCHEMA;
  /** Counts from 1 over all streams. */
  readonly no: number;
  /** Seconds since the first packet. */
  readonly time: number;
  /** Wall-clock time in ISO 8601 with µs, if known. */
  readonly utc?: string;
  readonly stream: number;
  readonly dir: Direction;
  /** `address:port`, if known. */
  readonly client?: string;
  /** `address:port`; empty: not named; `?`: unknown, other streams may have the same server. */
  readonly server: string;
  readonly version: ProtocolVersion;
  /** No CONNECT states the version: it follows from the packets, or is assumed. */
  readonly versionInferred?: true;
  /** Number of the packet type. */
  readonly type: number;
  /** Bytes. */
  readonly size: number;
  /**
   * Values by Wireshark's field names: text as text, bytes as hex. A field that may repeat in this packet
   * type is always an array.
   */
  readonly fields: Readonly<Record<string, OneOrMore<ReportedValue>>>;
  /** Byte ranges of the same fields. */
  readonly ranges: Readonly<Record<string, OneOrMore<ByteRange>>>;
  readonly properties: readonly ReportedProperty[];
  readonly willProperties: readonly ReportedProperty[];
  readonly problems: readonly ReportedProblem[];
  readonly hex: string;
  /** Secrets were overwritten. */
  readonly masked?: true;
  /** Faults that the broker injected into it. */
  readonly faults?: readonly RowFault[];
  /** The packet never was on the wire; its number is 0. */
  readonly withheld?: true;
}

/** A packet dissected in the context of its stream, with or without its secrets. */
export interface DissectedPacket {
  readonly version: ProtocolVersion;
  readonly isVersionInferred: boolean;
  readonly bytes: Uint8Array;
  /** They may be built when they are first used, from bytes that must not have changed. */
  readonly fields: () => readonly Field[];
  readonly problems: readonly PacketProblem[];
  /** Problem that the bytes do not show, with the problems of bytes that are overwritten here. */
  readonly noted: PacketProblem | undefined;
  readonly packet: Dissection['packet'];
  readonly isMasked: boolean;
  /** The bytes belong to no packet, or to one that may hold a secret anywhere. */
  readonly isUnread: boolean;
}

/** Parts of a packet that may be shown. */
export interface DisplayOptions {
  readonly secrets: Secrets;
  readonly withSecrets: boolean;
  /** The packets are written to a copy of the capture, not shown. */
  readonly isCopy?: boolean | undefined;
  /** Replaces topics and payloads. */
  readonly anonymizer?: Anonymizer | undefined;
  /** Fields are used of few packets, so they are built when they are. */
  readonly usesFewFields?: boolean | undefined;
}

/** Dissects the next packet of the stream and updates the context. */
export function dissectNext(
  event: ReadPacket,
  stream: StreamContext,
  showing: DisplayOptions,
): DissectedPacket {
  const { dissected, learned } = read(event, stream, showing);
  if (!event.partial) stream.follow(learned, event.direction);
  return dissected;
}

/** Dissects a packet that is not part of the stream. */
export function dissectAside(
  event: ReadPacket,
  stream: StreamContext,
  showing: DisplayOptions,
): DissectedPacket {
  return read(event, stream, showing).dissected;
}

/** @returns also the topic that an alias in the packet defines; a stand-in if topics are replaced */
function read(
  event: ReadPacket,
  stream: StreamContext,
  { secrets, withSecrets, isCopy, anonymizer, usesFewFields }: DisplayOptions,
): { readonly dissected: DissectedPacket; readonly learned: Dissection['packet'] } {
  const { bytes, direction } = event;
  if (event.version !== undefined) stream.setVersion(event.version);
  if (event.afterGap || event.partial) stream.setGap();
  const context = stream.contextFor(bytes, direction, event.topic);
  const version = stream.versionFor(bytes);
  const whole = usesFewFields ? dissectLater(bytes, context) : dissect(bytes, context);
  const { packet } = whole;
  const mayBeAliased = packet === undefined || (packet.type === 'publish' && packet.topic === '');
  const topic = mayBeAliased ? aliasedTopic(whole.fields) : undefined;
  const isOfNone = belongsToNone(event);
  const isUnread = isOfNone || (!event.partial && isUnreadable(bytes, whole));
  const ranges = withSecrets
    ? []
    : isOfNone
      ? [{ offset: 0, length: bytes.length }]
      : secrets.ranges(bytes, whole, topic, isCopy);
  const masked = ranges.length === 0 ? undefined : maskRanges(bytes, ranges);
  const replaced = anonymizer?.replace(masked ?? bytes, whole.fields);
  const changed = replaced ?? masked;
  // A topic known only from the log is not a stand-in.
  const shownIn = anonymizer ? stream.contextFor(bytes, direction) : context;
  const isSame = changed === undefined && !anonymizer;
  const shown = isSame ? whole : dissect(changed ?? bytes, shownIn);
  // Secrets in a good packet keep their place as `*`.
  const isGood = packet !== undefined || anonymizer !== undefined;
  const dissected = {
    version,
    isVersionInferred: stream.isVersionInferred,
    bytes: changed ?? bytes,
    fields: () => (isGood ? shown.fields : readableFields(whole.fields, ranges)),
    problems: problemsOf(event, whole, stream.lacksPackets),
    noted: notedIn(event, whole, masked !== undefined),
    packet: isUnread && ranges.length > 0 ? undefined : shown.packet,
    isMasked: changed !== undefined || event.masked === true,
    isUnread,
  };
  return { dissected, learned: (anonymizer ? shown : whole).packet };
}

/** First byte of a packet, from which its type is read; 0, a reserved type, if it is overwritten. */
export const typeByte = (bytes: Uint8Array, isMasked: boolean): number =>
  isMasked && isOnlyMask(bytes) ? 0 : (bytes[0] ?? 0);

/** True for bytes without packet boundaries, unless they are the beginning of a packet. */
const belongsToNone = ({ partial, problem }: ReadPacket): boolean =>
  partial === true && !PARTIAL_RULES.has(problem?.rule ?? '');

/** An alias may have been set in a part that the capture lacks. */
const isCertain = ({ rule }: PacketProblem): boolean => rule !== 'topicAliasUnknown';

function notedIn(
  { problem, partial }: ReadPacket,
  { problems }: Dissection,
  isMasked: boolean,
): PacketProblem | undefined {
  const hasInside = partial === true && isMasked && problems.length > 0;
  return problem && hasInside ? { ...problem, inside: problems } : problem;
}

/** Only known problems apply to bytes that belong to no packet. */
function problemsOf(
  event: ReadPacket,
  { problems }: Dissection,
  lacksPackets: boolean,
): readonly PacketProblem[] {
  const found = belongsToNone(event) ? [] : lacksPackets ? problems.filter(isCertain) : problems;
  return event.problem ? withMissing(event.problem, found) : found;
}

/** Topic behind an alias, as found by the dissection. */
export function aliasedTopic(fields: readonly Field[]): string | undefined {
  const derived = fields.find(isDerivedTopic);
  return typeof derived?.value === 'string' ? derived.value : undefined;
}

const isDerivedTopic = ({ name, length, children }: Field) =>
  name === 'mqtt.topic' && length === 0 && children.length === 0;
