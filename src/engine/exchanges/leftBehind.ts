/** Finds PUBLISH packets that an earlier connection left in flight and that no side has continued (4.4). */
import type { Direction } from '../log/columns/direction.ts';
import type { Stream } from '../streams/stream.ts';
import { PUBREC_SEEN, PUBREL_SEEN } from './exchangeColumns.ts';
import type { ExchangeStore } from './exchangeStore.ts';

export interface LeftBehind {
  /** Number of its first packet. */
  readonly packet: number;
  readonly packetId: number;
  /** True if the PUBREL must be sent again. */
  readonly isReleased: boolean;
}

/** Infinite for a connection that has its session. */
const succeededAt = (stream: Stream | undefined): number =>
  stream?.next?.connect?.packet ?? Number.POSITIVE_INFINITY;

/**
 * Oldest first; empty if not everything in flight is known.
 * @param streamOf a connection by its ordinal
 * @returns undefined if the sender may be waiting for its quota
 */
export function leftBehind(
  store: ExchangeStore,
  stream: Stream,
  direction: Direction,
  streamOf: (ordinal: number) => Stream | undefined,
): readonly LeftBehind[] | undefined {
  const { session, continues, sessionKnown, isBackAtOnce } = stream;
  const isKnown = continues === true && (sessionKnown || isBackAtOnce);
  if (!isKnown || stream.isSucceeded) return [];
  const ids = session.flow.of(direction);
  if (ids.counted > 0) return undefined;
  // At QoS 1, another member of a shared subscription may have received it (4.8.2).
  const isShared = [...session.subscriptions.keys()].some((filter) => filter.startsWith('$'));
  return ids.exchanges().flatMap((exchange): LeftBehind[] => {
    const { columns, index = 0 } = store.place(exchange) ?? {};
    const last = store.lastStream(exchange);
    if (columns?.kind(index) !== 'publish' || last === stream.ordinal) return [];
    // Sent when another connection had the session already, so it may never have arrived.
    if ((columns.packet[index] ?? 0) > succeededAt(streamOf(last))) return [];
    const isReceived = columns.has(index, PUBREC_SEEN);
    // Another packet answered it, which its sender may accept.
    if (!isReceived && store.lastStep(exchange)?.direction !== direction) return [];
    if (direction === 'in' && isShared && columns.qos(index) === 1) return [];
    return [
      {
        packet: columns.packet[index] ?? 0,
        packetId: columns.packetId[index] ?? 0,
        isReleased: columns.has(index, PUBREL_SEEN),
      },
    ];
  });
}
