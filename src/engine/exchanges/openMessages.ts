/** Lists messages of a connection that wait for their next packet. */
import { PUBREC, PUBREL } from '../../mqtt/tables/typeNumbers.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { Stream } from '../streams/stream.ts';
import type { ExchangeStore } from './exchangeStore.ts';

export interface OpenMessage {
  /** Direction of the PUBLISH. */
  readonly direction: Direction;
  readonly packetId: number;
  /** The last packet, its number and its time in µs. */
  readonly last: 'publish' | 'pubrec' | 'pubrel';
  readonly packet: number;
  readonly since: number;
  /** The packet that has to follow. */
  readonly awaited: 'puback' | 'pubrec' | 'pubrel' | 'pubcomp';
}

/** Messages whose last packet was on this connection, oldest first. */
export function openMessages(store: ExchangeStore, stream: Stream): readonly OpenMessage[] {
  const { session, ordinal } = stream;
  if (stream.isSucceeded) return [];
  return session.flow.used.flatMap((ids) =>
    ids.exchanges().flatMap((exchange): OpenMessage[] => {
      const { columns, index = 0 } = store.place(exchange) ?? {};
      const step = store.lastStep(exchange);
      if (columns?.kind(index) !== 'publish' || step?.stream !== ordinal) return [];
      const direction = columns.direction(index);
      const packetId = columns.packetId[index] ?? 0;
      const { packet, time: since, packetType } = step;
      const at = { direction, packetId, packet, since };
      if (packetType === PUBREC) return [{ ...at, last: 'pubrec', awaited: 'pubrel' }];
      if (packetType === PUBREL) return [{ ...at, last: 'pubrel', awaited: 'pubcomp' }];
      const isQos2 = columns.qos(index) === 2;
      return [{ ...at, last: 'publish', awaited: isQos2 ? 'pubrec' : 'puback' }];
    }),
  );
}
