/** Finds why a captured connection ended, by reading back its last packets. */
import { type BrokerReason, causeByBroker } from '../disconnectCause/causeByBroker.ts';
import { causeOf, NO_STATUS, type TransportEnd } from '../disconnectCause/causeOf.ts';
import { causeOnPurpose } from '../disconnectCause/causeOnPurpose.ts';
import { ConnectionWatch } from '../disconnectCause/connectionWatch.ts';
import type { EndCause } from '../endCauses/endCauses.ts';
import { Treatments } from '../endCauses/treatments.ts';
import type { NoteFact } from '../log/columns/noteFacts.ts';
import type { LogRow } from '../log/columns/packetRow.ts';
import type { PacketLog } from '../log/packetLog.ts';
import type { Stream } from '../streams/stream.ts';
import { areOnOneHost } from '../streams/streamFacts.ts';
import type { CaptureParts } from './captureParts.ts';

export interface SeenEnd extends Omit<TransportEnd, 'time' | 'rival'> {
  /** µs since the capture's origin. */
  readonly time: number;
  /** Set if the broker ended it and names the cause. */
  readonly told?: BrokerReason | undefined;
}

/** Maximum number of packets, of all streams, that are read back from the end. */
const MOST_ROWS = 4096;
const MICROSECONDS = 1000;
/** µs by which a time that was computed may differ. */
const ROUNDING = 0.5;
const CONNECT = 0x10;
/** Faults after which a packet did not reach the broker unchanged, or not yet. */
const KEPT_BACK: ReadonlySet<string> = new Set([
  'drop',
  'hold',
  'step',
  'delay',
  'answer',
  'silent',
]);

/**
 * How a captured connection was closed: by a Close frame of WebSocket, or by TCP.
 * @param notes the stream's notes, which may have its reason, and the ping before it
 */
export function closedHow(
  code: number | undefined,
  notes: readonly NoteFact[] = [],
): Pick<SeenEnd, 'how' | 'code' | 'reason' | 'ping'> {
  for (const { key, args } of notes) {
    const note = key === 'of-stream' ? args.note : undefined;
    if (note?.key !== 'websocket-closed') continue;
    const { args: closed } = note;
    const { ping, reason: given } = closed;
    const reason = given.text ?? '*'.repeat(given.length);
    return { how: 'websocket', code: closed.code || NO_STATUS, reason, ping };
  }
  return code === undefined ? { how: 'closed' } : { how: 'websocket', code };
}

/** Undefined if nothing is known. */
export function causeOfStream(
  parts: CaptureParts,
  stream: number,
  { told, ...seen }: SeenEnd,
): EndCause | undefined {
  const at = parts.streams.remembered(stream);
  if (at === undefined) return undefined;
  const { watch, treatments } = readBack(parts, at, seen.time);
  const isKnown = at.fromStart || watch.heard.client !== undefined;
  const end = { ...seen, time: seen.time / MICROSECONDS, ...rivalOf(at) };
  const looks = isKnown ? causeOf(watch, end) : undefined;
  const cause = (looks && causeOnPurpose(looks, watch, end, treatments)) ?? looks;
  return told === undefined ? cause : causeByBroker(told, cause, at.version);
}

/** The session's next connection, unless the broker refused it. */
function rivalOf({ next, client }: Stream): Pick<TransportEnd, 'rival'> {
  if (next?.connect === undefined || (next.connack?.code ?? 0) !== 0) return {};
  const isSameHost = areOnOneHost(client, next.client);
  const time = next.connect.time / MICROSECONDS;
  return { rival: { address: next.client, time, isSameHost } };
}

function readBack(
  parts: CaptureParts,
  at: Stream,
  ended: number,
): { readonly watch: ConnectionWatch; readonly treatments: Treatments } {
  const { log } = parts;
  const last = log.nextNumber - 1;
  const first = Math.max(log.oldestNumber, last - MOST_ROWS + 1);
  const numbers = [...rowsOf(log, at.ordinal, first, last)];
  const opened = at.opened ?? log.row(numbers[0] ?? 0)?.time ?? ended;
  const watch = new ConnectionWatch(opened / MICROSECONDS);
  const { connack } = at;
  if (connack?.code === 0 && connack.time - ended > ROUNDING)
    watch.connackLate = (connack.time - ended) / MICROSECONDS;
  const treatments = new Treatments();
  begin(watch, at, first);
  for (const number of numbers) {
    const row = log.row(number);
    // What the other side sent after it is no cause.
    if (row !== undefined && row.time - ended <= ROUNDING) take(parts, row, watch, treatments);
  }
  return { watch, treatments };
}

/** Numbers of the stream's rows. Many streams may end, so rows of others are skipped in their columns. */
function* rowsOf(log: PacketLog, stream: number, first: number, last: number): Generator<number> {
  for (let number = first; number <= last; ) {
    const rows = log.columnsOf(number);
    const to = Math.min(last + 1, rows?.to ?? number + 1);
    for (; number < to; number += 1) {
      if (rows === undefined || (rows.columns.source[number - rows.origin] ?? 0) >>> 1 === stream)
        yield number;
    }
  }
}

/** State before the first packet that is read back. */
function begin(
  watch: ConnectionWatch,
  { connect, connack, fromStart, version }: Stream,
  first: number,
): void {
  watch.version = version;
  const isBefore = connect !== undefined && connect.packet < first;
  if (isBefore || !fromStart) watch.first.client = Uint8Array.of(CONNECT);
  if (connect === undefined || !isBefore) return;
  watch.connects = 1;
  watch.connected = connect.time / MICROSECONDS;
  watch.heard.client = watch.connected;
  watch.clientId = connect.clientId;
  watch.keepAlive = connack?.serverKeepAlive ?? connect.keepAlive;
  if (version === 5) watch.receivers.client.takes(connect.limits, false);
  if (connack !== undefined && connack.packet < first && watch.connackLate === undefined) {
    watch.connack = { code: connack.code, reason: '' };
    if (version === 5) watch.receivers.server.takes(connack.limits, false);
  }
}

function take(
  { log, faults }: CaptureParts,
  { number, direction, time: micros, withheld }: LogRow,
  watch: ConnectionWatch,
  treatments: Treatments,
): void {
  const bytes = log.view(number);
  if (bytes === undefined) return;
  const time = micros / MICROSECONDS;
  const isOut = direction === 'out';
  const done = faults.of(number);
  for (const { rule, action } of done) {
    const way = isOut ? 'from-client' : 'to-client';
    treatments.told({ direction: way, bytes, rule, action, time, treated: number });
  }
  if (isOut && !done.some(({ action }) => KEPT_BACK.has(action))) treatments.lastForwarded = time;
  if (!withheld) watch.passed(isOut ? 'client' : 'server', bytes, time);
}
