/** A packet as `mqttscope dissect --json` prints it, and as NDJSON files hold it. */

import { hex } from '@scure/base';
import { append } from '../../../base/append.ts';
import { dissect } from '../../../mqtt/dissect/dissect.ts';
import type { Dissection, Field, PacketProblem } from '../../../mqtt/dissect/dissection.ts';
import { isOverwritten } from '../../../mqtt/framing/masking.ts';
import { peekPublish } from '../../../mqtt/framing/peek.ts';
import { doubtOf, type Trust } from '../../../mqtt/secrets/framingTrust.ts';
import type { Secrets } from '../../../mqtt/secrets/secrets.ts';
import type { ProtocolVersion, Sender } from '../../../mqtt/tables/packet.ts';
import type { RowFault } from '../../faults/rowFault.ts';
import { type ReportedProblem, reportProblem } from '../../findings/reportedProblem.ts';
import { type Direction, senderOf } from '../../log/columns/direction.ts';
import type { ReadPacket } from '../events/captureEvents.ts';
import { endpointText } from '../events/endpointText.ts';
import { type NamedEnds, serverText } from '../events/namedEnds.ts';
import type { StreamContext } from '../events/streamContext.ts';
import type { StandIns } from './anonymize.ts';
import { type ReportedProperty, reportProperties } from './propertyReport.ts';

type ReportedValue = string | number | boolean;
type OneOrMore<T> = T | readonly T[];
type ByteRange = readonly [offset: number, length: number];

/** Of a report; greater where it changes in a way that a reader has to know. 1 had arrays only where a field did repeat. */
const SCHEMA = 2;

export interface PacketReport {
  readonly schema: typeof SCHEMA;
  /** From 1, over all streams. */
  readonly no: number;
  /** Seconds since the first packet. */
  readonly time: number;
  /** The same by the clock, ISO 8601 with µs, where it is known. */
  readonly utc?: string;
  readonly stream: number;
  readonly dir: Direction;
  /** `address:port`, where it is known. */
  readonly client?: string;
  /** The same; empty: not named; `?`: nobody knows whether it is that of other streams. */
  readonly server: string;
  readonly version: ProtocolVersion;
  /** Number of the packet type. */
  readonly type: number;
  /** Bytes. */
  readonly size: number;
  /** By Wireshark's names; text as text, bytes as hex. What may repeat in such a packet is an array, however often it does. */
  readonly fields: Readonly<Record<string, OneOrMore<ReportedValue>>>;
  /** Of the same fields. */
  readonly ranges: Readonly<Record<string, OneOrMore<ByteRange>>>;
  readonly properties: readonly ReportedProperty[];
  readonly willProperties: readonly ReportedProperty[];
  readonly problems: readonly ReportedProblem[];
  readonly hex: string;
  /** Secrets were overwritten. */
  readonly masked?: true;
  /** It came where nobody knows that packets begin. */
  readonly lost?: true;
  /** What a rule of the broker did to it on purpose. */
  readonly faults?: readonly RowFault[];
  /** Sides of its stream that send text frames of WebSocket, on the first packet since that is known. */
  readonly textSpeakers?: readonly Sender[];
  /** It never was on the wire; it has no number (0). */
  readonly withheld?: true;
}

/** A packet read in its stream, with its secrets or without. */
export interface DissectedPacket {
  readonly version: ProtocolVersion;
  readonly bytes: Uint8Array;
  readonly fields: readonly Field[];
  readonly problems: readonly PacketProblem[];
  readonly packet: Dissection['packet'];
  readonly isMasked: boolean;
  /** It came where nobody knows that packets begin. */
  readonly isLost: boolean;
}

/** Rules on what a packet's own bytes do not tell: why they are not all there. */
export const PARTIAL_RULES: ReadonlySet<string> = new Set(['captureGap', 'captureEnd', 'cutOff']);

/** What a part of a packet that is missing breaks; not its sender's fault. */
const OF_MISSING_BYTES: ReadonlySet<string> = new Set([
  'packetSize',
  'truncated',
  'propertyLength',
]);

/** What may be seen of a packet. */
export interface Showing {
  readonly secrets: Secrets;
  readonly withSecrets: boolean;
  /** In the place of topics and payloads. */
  readonly standIns?: StandIns | undefined;
}

/** Reads the packet that comes next in the stream of that context, which learns from it. */
export function dissectNext(
  event: ReadPacket,
  stream: StreamContext,
  showing: Showing,
): DissectedPacket {
  const { dissected, learned } = read(event, stream, showing);
  if (!event.partial) stream.follow(learned, event.direction);
  return dissected;
}

/** Reads a packet that is no part of the stream. */
export function dissectAside(
  event: ReadPacket,
  stream: StreamContext,
  showing: Showing,
): DissectedPacket {
  return read(event, stream, showing).dissected;
}

/** @returns also what an alias in it stands for from now on: where topics are replaced, a stand-in */
function read(
  event: ReadPacket,
  stream: StreamContext,
  { secrets, withSecrets, standIns }: Showing,
): { readonly dissected: DissectedPacket; readonly learned: Dissection['packet'] } {
  const { bytes, direction } = event;
  const context = stream.contextFor(bytes, direction, event.topic);
  const version = stream.versionFor(bytes);
  const whole = dissect(bytes, context);
  const topic = aliasedTopic(whole.fields);
  const trust = trustIn(event, stream, whole, version);
  const masked = withSecrets ? undefined : secrets.mask(bytes, whole, topic, trust);
  const replaced = standIns?.replace(masked ?? bytes, whole.fields);
  const changed = replaced ?? masked;
  // A stand-in's topic is none that only the log knows.
  const shownIn = standIns ? stream.contextFor(bytes, direction) : context;
  const isSame = changed === undefined && !standIns;
  const shown = isSame ? whole : dissect(changed ?? bytes, shownIn);
  const dissected = {
    version,
    bytes: changed ?? bytes,
    fields: shown.fields,
    problems: problemsOf(event, whole, trust),
    packet: shown.packet,
    isMasked: changed !== undefined || event.masked === true,
    isLost: trust === 'lost',
  };
  return { dissected, learned: (standIns ? shown : whole).packet };
}

function trustIn(
  { bytes, direction, partial, problem, masked, lost, afterGap }: ReadPacket,
  { framing }: StreamContext,
  { problems }: Dissection,
  version: ProtocolVersion,
): Trust {
  const sender = senderOf(direction);
  if (afterGap) framing.gap();
  if (masked) {
    // Overwritten already: what stands there now is no sign of anything but that it was cut so.
    if (!partial) framing.next(sender, bytes, 'none');
    return 'good';
  }
  const judged = framing.judged(sender);
  if (!partial) {
    const trust = framing.take(sender, bytes, problems, version);
    return lost ? 'lost' : trust;
  }
  // Of a packet that breaks off, the end is missing and nothing else; other bytes are no packet.
  const isAligned = PARTIAL_RULES.has(problem?.rule ?? '');
  const others = problems.filter(({ rule }) => !OF_MISSING_BYTES.has(rule ?? ''));
  // The break hides where a secret ends; a PUBLISH with a topic is none that has one.
  const isServers = judged === 'server' && !SECRET_TYPES.has((bytes[0] ?? 0) >> 4);
  const mayHold = peekPublish(bytes) === undefined && !isServers;
  // What is wrong in what is there makes its length doubtful, too.
  const isWrong = judged === 'client' && others.some(({ severity }) => severity === 'malformed');
  const isDoubtful = mayHold || isWrong || doubtOf(bytes, others, judged, version) !== 'none';
  const trust = framing.partial(sender, bytes, !isAligned || isDoubtful);
  return isAligned ? trust : 'lost';
}

/** Of bytes that nobody can read, what is known beside them. */
function problemsOf(
  { bytes, problem, masked }: ReadPacket,
  { problems }: Dissection,
  trust: Trust,
): readonly PacketProblem[] {
  const isUnread = trust === 'lost' || (masked === true && isOverwritten(bytes));
  const found = isUnread ? [] : problems;
  return problem ? withMissing(problem, found) : found;
}

/** CONNECT, CONNACK, AUTH. */
const SECRET_TYPES: ReadonlySet<number> = new Set([1, 2, 15]);

function withMissing(noted: PacketProblem, found: readonly PacketProblem[]): PacketProblem[] {
  if (noted.severity === 'malformed')
    return [noted, ...found.filter((one) => one.rule !== noted.rule)];
  return [noted, ...found.filter(({ rule }) => rule === undefined || !OF_MISSING_BYTES.has(rule))];
}

/** The topic that an alias stands for, as the dissection found it. */
function aliasedTopic(fields: readonly Field[]): string | undefined {
  const derived = fields.find(isDerivedTopic);
  return typeof derived?.value === 'string' ? derived.value : undefined;
}

const isDerivedTopic = ({ name, length, children }: Field) =>
  name === 'mqtt.topic' && length === 0 && children.length === 0;

export function reportPacket(
  dissected: DissectedPacket,
  event: ReadPacket,
  no: number,
  seconds: number,
  ends: NamedEnds,
): PacketReport {
  const { version, bytes, isMasked, isLost, problems } = dissected;
  const type = (bytes[0] ?? 0) >> 4;
  const { fields, ranges } = listFields(dissected.fields, type);
  return {
    schema: SCHEMA,
    no,
    time: seconds,
    stream: event.stream,
    dir: event.direction,
    ...(ends.client && { client: endpointText(ends.client) }),
    server: serverText(ends),
    version,
    type,
    size: bytes.length,
    fields,
    ranges,
    ...reportProperties(dissected.fields),
    problems: problems.map(reportProblem),
    hex: hex.encode(bytes),
    ...(isMasked && { masked: true as const }),
    ...(isLost && { lost: true as const }),
    ...(event.faults && { faults: event.faults }),
    ...(event.textSpeakers && { textSpeakers: event.textSpeakers }),
  };
}

/** Wireshark's type of these is boolean, although one has several bits. */
const BOOLEANS: ReadonlySet<string> = new Set([
  'mqtt.conflag.reserved',
  'mqtt.conack.flags.reserved',
]);

/** Wireshark gives these no value: they are there or not. */
const GROUPS: ReadonlySet<string> = new Set(['mqtt.properties', 'mqtt.will_properties']);

function valueOf({ name, value }: Field): ReportedValue | undefined {
  if (GROUPS.has(name)) return true;
  if (value === null) return undefined;
  if (BOOLEANS.has(name)) return Number(value) !== 0;
  return value instanceof Uint8Array ? hex.encode(value) : value;
}

/** Wireshark shows its length and its text as one. */
const WHOLE = 'mqtt.property.content_type';

/** Fields without children have values; and bytes of flags, whose children are their bits. */
const hasValue = ({ name, children }: Field) =>
  name === WHOLE || GROUPS.has(name) || children.every(({ mask }) => mask !== undefined);

function allFields(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => [
    field,
    ...(field.name === WHOLE ? [] : allFields(field.children)),
  ]);
}

function listFields(tree: readonly Field[], type: number): Pick<PacketReport, 'fields' | 'ranges'> {
  const hasAlias = aliasedTopic(tree) !== undefined;
  const values = new Map<string, ReportedValue[]>();
  const places = new Map<string, ByteRange[]>();
  for (const field of allFields(tree)) {
    const value = hasValue(field) ? valueOf(field) : undefined;
    if (value === undefined) continue;
    // An alias stands for the empty topic before it.
    if (hasAlias && field.name === 'mqtt.topic' && value === '') continue;
    append(values, field.name, value);
    append(places, field.name, [field.offset, field.length]);
  }
  return { fields: oneOrMore(values, type), ranges: oneOrMore(places, type) };
}

/** Parts of properties, of subscriptions, and of the answers to them. */
const REPEATABLE = /^mqtt\.(?:prop(?!erties$)|sub|unsub)/;
const TOPIC_FILTER = /^mqtt\.topic/;
/** SUBSCRIBE, UNSUBSCRIBE. */
const LISTS_OF_FILTERS: ReadonlySet<number> = new Set([8, 10]);

/** Whether a packet of that type may have several fields of that name. */
function mayRepeat(name: string, type: number): boolean {
  return REPEATABLE.test(name) || (LISTS_OF_FILTERS.has(type) && TOPIC_FILTER.test(name));
}

/** An array where there may be more than one. */
function oneOrMore<T>(
  lists: ReadonlyMap<string, readonly T[]>,
  type: number,
): Record<string, OneOrMore<T>> {
  return Object.fromEntries(
    [...lists].flatMap(([name, list]): [string, OneOrMore<T>][] => {
      const [first] = list;
      if (first === undefined) return [];
      return [[name, list.length === 1 && !mayRepeat(name, type) ? first : list]];
    }),
  );
}
