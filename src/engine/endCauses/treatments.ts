/**
 * Remembers the faults in the packets of a connection, because a side may have left when a packet was
 * missing.
 */

import { peekPacketId, peekType } from '../../mqtt/framing/peek.ts';
import type { PacketType, Sender } from '../../mqtt/tables/packet.ts';

export const FAULT_EFFECTS = [
  'dropped',
  'held',
  'delayed',
  'edited',
  'answered',
  'doubled',
  'silenced',
] as const;
export type FaultEffect = (typeof FAULT_EFFECTS)[number];

/** A packet as the fault layer reports it. Its bytes are lent. */
export interface TreatedPacket {
  readonly direction: 'from-client' | 'to-client';
  readonly bytes: Uint8Array;
  readonly rule: string;
  readonly action: string;
  /** ms. */
  readonly time: number;
  /** Several reports may concern the same packet. */
  readonly treated: number;
}

export interface Treatment {
  readonly sender: Sender;
  /** Undefined if all packets are dropped. */
  readonly type: PacketType | undefined;
  readonly packetId: number | undefined;
  readonly rule: string;
  readonly did: FaultEffect;
  /** ms. */
  readonly time: number;
  readonly treated: number;
}

/** `made`: by a user who answers instead of the broker. */
const DID: ReadonlyMap<string, FaultEffect> = new Map([
  ['drop', 'dropped'],
  ['hold', 'held'],
  ['step', 'held'],
  ['delay', 'delayed'],
  ['edit', 'edited'],
  ['answer', 'answered'],
  ['made', 'answered'],
  ['duplicate', 'doubled'],
  ['silent', 'silenced'],
]);
/** Maximum number of entries. Only the last fault of each type and packet identifier is kept. */
const MOST = 256;

export class Treatments {
  readonly #last = new Map<string, Treatment>();
  /** Set if nothing was forwarded since. */
  silenced: Treatment | undefined;
  /** Time of the last packet forwarded to the broker, ms; −∞: none yet. */
  lastForwarded = Number.NEGATIVE_INFINITY;

  told({ direction, bytes, rule, action, time, treated }: TreatedPacket): void {
    const sender = direction === 'from-client' ? 'client' : 'server';
    const [type, packetId] = [peekType(bytes), peekPacketId(bytes)];
    const key = keyOf(sender, type, packetId);
    if (action === 'release' && this.#last.get(key)?.treated === treated) this.#last.delete(key);
    const did = DID.get(action);
    if (did === undefined) return;
    const treatment = { sender, type, packetId, rule, did, time, treated } as const;
    // The second copy of a duplicated packet.
    if (action === 'made' && this.#last.get(key)?.did === 'doubled') return;
    this.#last.delete(key);
    this.#last.set(key, treatment);
    if (did === 'silenced') this.silenced ??= treatment;
    if (this.#last.size <= MOST) return;
    const [oldest] = this.#last.keys();
    if (oldest !== undefined) this.#last.delete(oldest);
  }

  /** Reports that all packets are dropped. @param time time of the last forwarded packet, ms */
  silencedBy(rule: string, time: number): void {
    const all = { sender: 'client', type: undefined, packetId: undefined, treated: 0 } as const;
    this.silenced ??= { ...all, rule, did: 'silenced', time };
  }

  /** The last fault of such a packet. */
  of(sender: Sender, type: PacketType, packetId?: number): Treatment | undefined {
    return this.#last.get(keyOf(sender, type, packetId));
  }

  /** The last matching fault. */
  find(fits: (treatment: Treatment) => boolean): Treatment | undefined {
    return [...this.#last.values()].reverse().find(fits);
  }
}

const keyOf = (sender: Sender, type: string | undefined, packetId: number | undefined): string =>
  `${sender} ${type} ${packetId}`;
