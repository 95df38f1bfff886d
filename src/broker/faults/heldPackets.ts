/** Packets that wait for a rule, in step mode, or behind others: looking at them, and deciding on them. */
import type { Sender } from '../../mqtt/tables/packet.ts';
import type { WaitingPacket } from './marks.ts';
import type { PacketTest } from './packetFilters.ts';
import type { Transit } from './transit.ts';
import { isOnePacket, type Verdict, type WaitingWhole, wholeOf } from './verdict.ts';

export class HeldPackets {
  readonly #transit: Transit;
  readonly #conceals: PacketTest;
  readonly #maximumPacketSize: number;

  constructor(transit: Transit, conceals: PacketTest, maximumPacketSize: number) {
    this.#transit = transit;
    this.#conceals = conceals;
    this.#maximumPacketSize = maximumPacketSize;
  }

  /** The first `count` of all that waits, oldest first, and how many there are. */
  waiting(count: number): { readonly packets: readonly WaitingPacket[]; readonly total: number } {
    return this.#transit.waiting(count, this.#conceals);
  }

  /** Lets a packet go, whatever it waits for; `all`: every one. Returns how many. */
  release(packet: number | 'all', now: number): number {
    this.#transit.at(now);
    return this.#transit.release(({ number }) => packet === 'all' || number === packet);
  }

  /** A packet that waits, whole, and what is known of it. */
  waitingPacket(packet: number): WaitingWhole | undefined {
    const found = this.#transit.find(packet);
    return found && wholeOf(found, this.#conceals);
  }

  /**
   * Sends other packets on in the place of one that waits, and some back to who sent it; each is one whole
   * packet. Returns why not.
   */
  decide(
    packet: number,
    { forward, back }: Verdict,
    now: number,
  ): 'gone' | 'no packet' | 'too large' | undefined {
    this.#transit.at(now);
    const found = this.#transit.find(packet);
    if (found === undefined) return 'gone';
    for (const bytes of [...forward, ...back]) {
      if (!isOnePacket(bytes)) return 'no packet';
      if (bytes.length > this.#maximumPacketSize) return 'too large';
    }
    this.#transit.decide(found, forward, back);
    return undefined;
  }

  /** From now on each packet of that client waits until it is let go. */
  step(client: string, withPings: boolean): void {
    this.#transit.steps.set(client, withPings);
  }

  get stepping(): readonly { readonly client: string; readonly withPings: boolean }[] {
    return [...this.#transit.steps].map(([client, withPings]) => ({ client, withPings }));
  }

  /** What has waited goes. */
  endStep(client: string, now: number): void {
    this.#transit.at(now);
    this.#transit.steps.delete(client);
    this.#transit.release(({ isStepped }, { clientId }) => isStepped && clientId === client, true);
  }

  /** The next packet that waits in step mode, in that direction or the older of both; false: none. */
  letGo(client: string, sender: Sender | undefined, now: number): boolean {
    this.#transit.at(now);
    const next = this.#transit.nextStep(client, sender);
    return next !== undefined && this.#transit.release((entry) => entry === next, true) > 0;
  }
}
