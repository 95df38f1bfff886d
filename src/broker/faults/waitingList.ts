/** Lists waiting packets for display. */
import { base64 } from '@scure/base';
import { peekPacketId, peekType } from '../../mqtt/framing/peek.ts';
import type { Sender } from '../../mqtt/tables/packet.ts';
import type { Entry, Lane } from './lane.ts';
import { directionOf, STEP, type WaitingPacket } from './marks.ts';
import type { PacketTest } from './packetFilters.ts';
import type { TreatedConnection } from './treatedConnection.ts';

/** Shown bytes of a waiting packet. */
const SHOWN_BYTES = 256;

/** Limit for SUBSCRIBE, which may have thousands of topics of 64 KiB each. */
const SHOWN_TOPICS = 4;
const SHOWN_CHARACTERS = 512;

/** A waiting packet and its location. */
export interface Waits {
  readonly connection: TreatedConnection;
  readonly sender: Sender;
  readonly entry: Entry;
}

/** The first `count` packets, oldest first, and their total number; cheap even if many wait. */
export function listWaiting(
  lanes: Iterable<readonly [TreatedConnection, Sender, Lane]>,
  count: number,
  now: number,
  conceals: PacketTest,
): { readonly packets: readonly WaitingPacket[]; readonly total: number } {
  const oldest: Waits[] = [];
  let total = 0;
  for (const [connection, sender, lane] of lanes) {
    total += lane.packets;
    let listed = 0;
    for (const entry of lane) {
      if (listed === count) break;
      if (entry.kind !== 'packet') continue;
      listed += 1;
      oldest.push({ connection, sender, entry });
    }
  }
  oldest.sort((a, b) => a.entry.number - b.entry.number);
  return { packets: oldest.slice(0, count).map((one) => described(one, now, conceals)), total };
}

/** Decides by the packet type only. */
export const mayHoldSecrets: PacketTest = ({ bytes }) => {
  const type = peekType(bytes);
  return type === 'connect' || type === 'auth';
};

export function isConcealed({ connection, sender, entry }: Waits, conceals: PacketTest): boolean {
  const { bytes, topics } = entry;
  return conceals({ bytes, sender, version: connection.version, topic: topics[0] });
}

function described(waiting: Waits, now: number, conceals: PacketTest): WaitingPacket {
  const { connection, sender, entry } = waiting;
  const { bytes, topics } = entry;
  const type = peekType(bytes);
  return {
    packet: entry.number,
    connection: connection.id,
    client: connection.clientId ?? '',
    direction: directionOf(sender),
    type,
    version: connection.version,
    size: bytes.length,
    packetId: peekPacketId(bytes),
    topics: topics.slice(0, SHOWN_TOPICS).map((topic) => topic.slice(0, SHOWN_CHARACTERS)),
    start: isConcealed(waiting, conceals) ? '' : base64.encode(bytes.subarray(0, SHOWN_BYTES)),
    rule: entry.rule ?? (entry.isStepped ? STEP : undefined),
    ...reasonToWait(entry, now),
  };
}

function reasonToWait(
  { isHeld, isStepped, due, until }: Entry,
  now: number,
): Pick<WaitingPacket, 'waitsFor' | 'until'> {
  if (isHeld) return { waitsFor: 'release', until };
  if (isStepped) return { waitsFor: 'step', until: undefined };
  if (due > now) return { waitsFor: 'time', until: due };
  return { waitsFor: 'others', until: undefined };
}
