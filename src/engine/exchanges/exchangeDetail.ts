/** Builds the details of an exchange: its steps, and connection losses between them. */
import { decode } from '../../mqtt/codec/decode.ts';
import type { Packet, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { CONNACK, SUBACK } from '../../mqtt/tables/typeNumbers.ts';
import type { PacketFaults } from '../faults/packetFaults.ts';
import type { FoundProblem } from '../findings/problem.ts';
import type { PacketLog } from '../log/packetLog.ts';
import type { Stream } from '../streams/stream.ts';
import type { Streams } from '../streams/streams.ts';
import type { ConnectionLoss, ExchangeDetail, ExchangeStep, TreatedPacket } from './exchange.ts';
import type { ExchangeBook } from './exchangeBook.ts';
import type { Place } from './exchangeStore.ts';
import { awaitedBy } from './inFlight.ts';
import type { Step } from './stepPool.ts';

/** Maximum number of connections that are listed between two steps. */
const MOST_LOSSES = 20;
/** Packets that may omit a success code (MQTT 5). */
const HAVE_CODES = new Set(['puback', 'pubrec', 'pubrel', 'pubcomp', 'auth', 'disconnect']);
const ANSWERS = new Set([4, 5, 6, 7, 11, 14, 15]);

export interface DetailSources {
  readonly book: ExchangeBook;
  readonly log: PacketLog;
  readonly streams: Streams;
  readonly faults: PacketFaults;
  /** Findings of the rules on a packet. */
  readonly found: (packet: number) => readonly FoundProblem[];
}

/** Undefined if it is no longer available. */
export function exchangeDetail(
  sources: DetailSources,
  exchange: number,
): ExchangeDetail | undefined {
  const { book, log, streams } = sources;
  const place = book.store.place(exchange);
  const row = book.row(exchange);
  if (place === undefined || row === undefined) return undefined;
  const kept = book.store.steps(exchange);
  const stream = streams.remembered(row.stream);
  const version = stream?.version ?? log.row(row.packet)?.version ?? 4;
  const steps: ExchangeStep[] = [];
  for (const step of kept) steps.push(stepOf(log, step, version, steps.at(-1)));
  const isOpen = row.state === 'open';
  const hasAuthMethod = stream?.hasAuthMethod ?? false;
  const lastWay = () => kept.at(-1)?.direction;
  return {
    row,
    version,
    clientId: stream?.connect?.clientId || (stream?.session.clientId ?? ''),
    hasAuthMethod,
    steps,
    losses: lossesOf(streams, kept, place),
    awaited: isOpen ? awaitedBy(place, lastWay, hasAuthMethod) : undefined,
    filters: filtersOf(log, row, place, version),
    problems: kept.flatMap(({ packet }) => sources.found(packet)),
    treated: treatedOf(sources, exchange, kept),
  };
}

/** Sorted by time. */
function treatedOf(
  { log, faults }: DetailSources,
  exchange: number,
  steps: readonly Step[],
): TreatedPacket[] {
  const packets = [...steps.map(({ packet }) => packet), ...faults.withheldOf(exchange)];
  return packets
    .flatMap((packet): TreatedPacket[] => {
      const done = faults.of(packet);
      const row = log.row(packet);
      if (done.length === 0 || row === undefined) return [];
      const { withheld, time, direction } = row;
      const packetType = row.firstByte >> 4;
      return [{ packet, withheld, time, direction, packetType, faults: done }];
    })
    .toSorted((a, b) => a.time - b.time || a.packet - b.packet);
}

function stepOf(
  log: PacketLog,
  step: Step,
  version: ProtocolVersion,
  before: ExchangeStep | undefined,
): ExchangeStep {
  const held = log.row(step.packet);
  const time = held?.time ?? step.time;
  const packet = held && decodedAt(log, step.packet, version);
  const { packetType, direction, stream, dup } = step;
  return {
    packet: step.packet,
    held: held !== undefined,
    time,
    direction,
    stream,
    packetType,
    dup,
    sameArrival: before !== undefined && before.time === time,
    reasonCodes: (packet && codesOf(packet, version)) ?? keptCode(step, version),
    reasonString: packet && reasonString(packet),
  };
}

function decodedAt(log: PacketLog, number: number, version: ProtocolVersion): Packet | undefined {
  const bytes = log.view(number);
  const row = log.row(number);
  if (bytes === undefined || row === undefined) return undefined;
  const sender = row.direction === 'out' ? 'client' : 'server';
  const decoded = decode(bytes, row.version ?? version, sender);
  return decoded.ok ? decoded.packet : undefined;
}

/** Undefined if only the stored code is available. */
function codesOf(packet: Packet, version: ProtocolVersion): readonly number[] | undefined {
  if (packet.type === 'connack') return [packet.reasonCode];
  if ('reasonCodes' in packet) return packet.reasonCodes;
  if (!HAVE_CODES.has(packet.type)) return undefined;
  const code = 'reasonCode' in packet ? packet.reasonCode : undefined;
  return version === 5 ? [code ?? 0] : [];
}

/** Code of an answer whose packet was discarded. The highest of several is stored. */
function keptCode({ packetType, code }: Step, version: ProtocolVersion): readonly number[] {
  if (packetType === CONNACK || packetType === SUBACK) return [code];
  return version === 5 && ANSWERS.has(packetType) ? [code] : [];
}

function reasonString(packet: Packet): string | undefined {
  return 'properties' in packet ? propertyValue(packet.properties, 'reasonString') : undefined;
}

function filtersOf(
  log: PacketLog,
  row: ExchangeDetail['row'],
  { columns, index }: Place,
  version: ProtocolVersion,
): ExchangeDetail['filters'] {
  if (row.kind !== 'subscribe' && row.kind !== 'unsubscribe') return [];
  const packet = decodedAt(log, row.packet, version);
  if (packet?.type === 'subscribe') {
    return packet.subscriptions.map(({ filter, qos }) => ({ filter, qos }));
  }
  if (packet?.type === 'unsubscribe') {
    return packet.filters.map((filter) => ({ filter, qos: undefined }));
  }
  if (row.topic === undefined) return [];
  const qos = row.kind === 'subscribe' ? columns.qos(index) : undefined;
  return [{ filter: row.topic, qos }];
}

function lossesOf(
  streams: Streams,
  steps: readonly Step[],
  { columns, index }: Place,
): ConnectionLoss[] {
  const losses: ConnectionLoss[] = [];
  for (const [at, step] of steps.entries()) {
    const after = steps[at + 1];
    const from = streams.remembered(step.stream);
    if (from === undefined) continue;
    if (after !== undefined) {
      if (after.stream !== step.stream) losses.push(...between(from, after.stream, at));
    } else if (columns.isOpen(index)) losses.push(...between(from, undefined, at));
    else if (columns.state(index) === 'abandoned' && !columns.isReplaced(index)) {
      losses.push(...between(from, undefined, at).slice(0, 1));
    }
  }
  return losses;
}

/** Connections that ended before the connection with the next step. */
function between(from: Stream, to: number | undefined, afterStep: number): ConnectionLoss[] {
  const losses: ConnectionLoss[] = [];
  for (
    let stream: Stream | undefined = from;
    stream !== undefined && stream.ordinal !== to && losses.length < MOST_LOSSES;
    stream = stream.next
  ) {
    if (stream.isOpen && stream.next === undefined) break;
    const { ordinal, closed, disconnect, cut, next } = stream;
    losses.push({
      afterStep,
      stream: ordinal,
      lostAt: closed,
      disconnect: disconnect && { direction: disconnect.direction, code: disconnect.code },
      cut,
      next: next && nextOf(next),
    });
  }
  return losses;
}

function nextOf(stream: Stream): ConnectionLoss['next'] {
  const { ordinal, connect, connack, version } = stream;
  if (connect === undefined) return undefined;
  return {
    stream: ordinal,
    connect: connect.packet,
    connectedAt: connect.time,
    cleanStart: connect.cleanStart,
    sessionPresent: version === 3 || connack?.code !== 0 ? undefined : connack.sessionPresent,
    ...(connack !== undefined && connack.code !== 0 && { refused: connack.code }),
  };
}
