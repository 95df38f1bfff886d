/** Dissects packets without their secrets, and defines their report in lines of JSON. */

import { dissectLater } from '../../../mqtt/codec/lateDissection.ts';
import { dissect } from '../../../mqtt/dissect/dissect.ts';
import type { Dissection, Field, PacketProblem } from '../../../mqtt/dissect/dissection.ts';
import { isFullyMasked, isOnlyMask } from '../../../mqtt/framing/masking.ts';
import { headerLength } from '../../../mqtt/framing/peek.ts';
import {
  doubtedRanges,
  type ByteRange as MaskedRange,
  type Trust,
} from '../../../mqtt/secrets/framingTrust.ts';
import {
  isDoubtfulBeginning,
  PARTIAL_RULES,
  withMissing,
} from '../../../mqtt/secrets/packetTrust.ts';
import { readableFields } from '../../../mqtt/secrets/readableFields.ts';
import type { Secrets } from '../../../mqtt/secrets/secrets.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import type { RowFault } from '../../faults/rowFault.ts';
import type { ReportedProblem } from '../../findings/reportedProblem.ts';
import { type Direction, senderOf } from '../../log/columns/direction.ts';
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
  /** It was received while packet boundaries were unknown. */
  readonly lost?: true;
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
  /** It was received while packet boundaries were unknown. */
  readonly isLost: boolean;
}

/** Parts of a packet that may be shown. */
export interface DisplayOptions {
  readonly secrets: Secrets;
  readonly withSecrets: boolean;
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
  { secrets, withSecrets, anonymizer, usesFewFields }: DisplayOptions,
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
  const trust = trustIn(event, stream, whole, version);
  const masked = withSecrets ? undefined : secrets.mask(bytes, whole, topic, trust);
  const replaced = anonymizer?.replace(masked ?? bytes, whole.fields);
  const changed = replaced ?? masked;
  // A topic known only from the log is not a stand-in.
  const shownIn = anonymizer ? stream.contextFor(bytes, direction) : context;
  const isSame = changed === undefined && !anonymizer;
  const shown = isSame ? whole : dissect(changed ?? bytes, shownIn);
  const unread = unreadableRanges(event, trust, withSecrets);
  const noted = notedIn(event, whole, trust, masked !== undefined);
  const dissected = {
    version,
    isVersionInferred: stream.isVersionInferred,
    bytes: changed ?? bytes,
    fields: () => readableFields(shown.fields, unread),
    problems: problemsOf(event, whole, trust, stream.lacksPackets),
    noted,
    packet: unread.length === 0 ? shown.packet : undefined,
    isMasked: changed !== undefined || event.masked === true,
    isLost: trust === 'lost',
  };
  return { dissected, learned: (anonymizer ? shown : whole).packet };
}

/** Overwritten bytes that have no values. Secrets in a good packet keep their place as `*`. */
function unreadableRanges(
  { bytes, masked }: ReadPacket,
  trust: Trust,
  withSecrets: boolean,
): readonly MaskedRange[] {
  if (masked === true) {
    if (!isFullyMasked(bytes)) return [];
    const offset = isOnlyMask(bytes) ? 0 : Math.min(headerLength(bytes), bytes.length);
    return [{ offset, length: bytes.length - offset }];
  }
  return withSecrets || trust === 'good' ? [] : doubtedRanges(bytes, trust);
}

/** First byte of a packet, from which its type is read; 0, a reserved type, if it is overwritten. */
export const typeByte = (bytes: Uint8Array, isMasked: boolean): number =>
  isMasked && isOnlyMask(bytes) ? 0 : (bytes[0] ?? 0);

function trustIn(
  { bytes, direction, partial, problem, masked, lost, afterGap, gaps, confirmed }: ReadPacket,
  { framing }: StreamContext,
  { problems }: Dissection,
  version: ProtocolVersion,
): Trust {
  const sender = senderOf(direction);
  if (afterGap) {
    framing.gap(gaps?.map((gap) => ({ sender: senderOf(gap.direction), bytes: gap.bytes })));
  }
  if (masked) {
    // Overwritten bytes do not show packet boundaries, only that they were cut here.
    if (!partial) framing.next(sender, bytes, 'none');
    return 'good';
  }
  if (confirmed) framing.found(sender);
  const judged = framing.judged(sender);
  if (!partial) {
    const trust = framing.take(sender, bytes, problems, version);
    return lost ? 'lost' : trust;
  }
  // A truncated packet only lacks its end; other bytes are not a packet.
  const isAligned = PARTIAL_RULES.has(problem?.rule ?? '');
  const isDoubtful = isDoubtfulBeginning(bytes, problems, judged, version);
  const trust = framing.partial(sender, bytes, !isAligned || isDoubtful);
  return isAligned ? trust : 'lost';
}

/** An alias may have been set in a part that the capture lacks. */
const isCertain = ({ rule }: PacketProblem): boolean => rule !== 'topicAliasUnknown';

/** Only known problems apply to unreadable bytes. */
function problemsOf(
  { bytes, problem, masked }: ReadPacket,
  { problems }: Dissection,
  trust: Trust,
  lacksPackets: boolean,
): readonly PacketProblem[] {
  const isUnread = trust === 'lost' || (masked === true && isFullyMasked(bytes));
  const found = isUnread ? [] : lacksPackets ? problems.filter(isCertain) : problems;
  return problem ? withMissing(problem, found) : found;
}

/** If nothing is known about the bytes, not even their header is shown. */
function notedIn(
  { problem, partial }: ReadPacket,
  { problems }: Dissection,
  trust: Trust,
  isMasked: boolean,
): PacketProblem | undefined {
  const hasInside = partial === true && isMasked && trust !== 'lost' && problems.length > 0;
  return problem && hasInside ? { ...problem, inside: problems } : problem;
}

/** Topic behind an alias, as found by the dissection. */
export function aliasedTopic(fields: readonly Field[]): string | undefined {
  const derived = fields.find(isDerivedTopic);
  return typeof derived?.value === 'string' ? derived.value : undefined;
}

const isDerivedTopic = ({ name, length, children }: Field) =>
  name === 'mqtt.topic' && length === 0 && children.length === 0;
