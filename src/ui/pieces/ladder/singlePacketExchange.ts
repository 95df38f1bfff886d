/** A packet that belongs to no exchange, as a ladder of one arrow. */

import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import type { PacketDetail } from '../../../engine/window/window.ts';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';

/** `exchange` is 0. undefined: the bytes are not a packet. */
export function singlePacketExchange({ row, version }: PacketDetail): ExchangeDetail | undefined {
  if (row.unframed === true || row.http !== undefined) return undefined;
  const { number, time, direction, stream, packetType, topic, packetId, hasProblem } = row;
  return {
    row: {
      exchange: 0,
      packet: number,
      direction,
      kind: packetType === PUBLISH ? 'publish' : 'ping',
      qos: undefined,
      packetId,
      state: 'complete',
      topic,
      moreFilters: 0,
      stream,
      start: time,
      latency: undefined,
      resends: 0,
      hasProblem,
    },
    version: version ?? 4,
    clientId: row.client ?? '',
    hasAuthMethod: false,
    steps: [
      {
        packet: number,
        held: true,
        time,
        direction,
        stream,
        packetType,
        dup: false,
        sameArrival: false,
        reasonCodes: [],
        reasonString: undefined,
      },
    ],
    losses: [],
    awaited: undefined,
    filters: [],
    problems: [],
    treated:
      row.withheld === true
        ? [
            {
              packet: number,
              withheld: true,
              time,
              direction,
              packetType,
              faults: row.faults ?? [],
            },
          ]
        : [],
  };
}
