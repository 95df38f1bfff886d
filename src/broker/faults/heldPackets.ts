/** Packets that wait because of a rule, step mode or an earlier packet: inspects and releases them. */
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

  /** The first `count` waiting packets, oldest first, and their total number. */
  waiting(count: number): { readonly packets: readonly WaitingPacket[]; readonly total: number } {
    return this.#transit.waiting(count, this.#conceals);
  }

  /** Releases a packet, whatever it waits for; `all`: every packet. Returns their number. */
  release(packet: number | 'all', now: number): number {
    this.#transit.at(now);
    return this.#transit.release(({ number }) => packet === 'all' || number === packet);
  }

  /** Releases the packets of rules that no longer exist: nobody could find out what they wait for. */
  releaseOrphans(rules: ReadonlySet<string>, now: number): void {
    this.#transit.at(now);
    this.#transit.release(({ isHeld, rule }) => isHeld && rule !== undefined && !rules.has(rule));
  }

  /** A waiting packet in full, with its facts. */
  waitingPacket(packet: number): WaitingWhole | undefined {
    const found = this.#transit.find(packet);
    return found && wholeOf(found, this.#conceals);
  }

  /**
   * Replaces a waiting packet by others, and sends some back to its sender; each is a complete packet.
   * Returns why this is impossible.
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

  /** From now on each packet of that client waits until it is released. */
  step(client: string, withPings: boolean): void {
    this.#transit.steps.set(client, withPings);
  }

  get stepping(): readonly { readonly client: string; readonly withPings: boolean }[] {
    return [...this.#transit.steps].map(([client, withPings]) => ({ client, withPings }));
  }

  /** Releases the waiting packets. */
  endStep(client: string, now: number): void {
    this.#transit.at(now);
    this.#transit.steps.delete(client);
    this.#transit.release(({ isStepped }, { clientId }) => isStepped && clientId === client, true);
  }

  /** Releases the next packet in step mode, of that direction or the older of both; false: none waits. */
  letGo(client: string, sender: Sender | undefined, now: number): boolean {
    this.#transit.at(now);
    const next = this.#transit.nextStep(client, sender);
    return next !== undefined && this.#transit.release((entry) => entry === next, true) > 0;
  }
}
