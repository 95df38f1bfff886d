/**
 * Sorts the initial report of a tap, which comes connection by connection with unsent packets last. It is
 * collected completely, then passed on in order of time.
 */
import type { TapEvent } from '../../broker/tap/commands.ts';
import type { TappedPacket } from '../../broker/tap/tapBatch.ts';

export type Told =
  | { readonly kind: 'packet'; readonly packet: TappedPacket }
  | { readonly kind: 'event'; readonly event: TapEvent };

interface Timed {
  /** ms. */
  readonly time: number;
  readonly told: Told;
}

export class TapBeginning {
  readonly #told: Timed[] = [];
  /** ms; the latest of each connection. */
  readonly #latest = new Map<number, number>();

  packet(packet: TappedPacket): void {
    this.#add(packet.connection, packet.time, { kind: 'packet', packet });
  }

  event(event: TapEvent): void {
    switch (event.kind) {
      case 'marks':
        for (const mark of event.marks) {
          const alone = { ...event, marks: [mark], leftOut: 0 };
          this.#told.push({ time: mark.time, told: { kind: 'event', event: alone } });
        }
        if (event.leftOut > 0) {
          const rest = { ...event, marks: [] };
          const time = Number.POSITIVE_INFINITY;
          this.#told.push({ time, told: { kind: 'event', event: rest } });
        }
        break;
      case 'tap-opened':
      case 'tap-closed':
        this.#add(event.connection, event.time, { kind: 'event', event });
        break;
      case 'tap-half-closed':
      case 'tap-text':
      case 'tap-gap':
        // The event keeps its place after the earlier items of its connection.
        this.#add(event.connection, 0, { kind: 'event', event });
    }
  }

  /** Items of the same time keep their order, packets before marks. */
  inOrder(): readonly Told[] {
    return this.#told.toSorted((a, b) => a.time - b.time).map(({ told }) => told);
  }

  #add(connection: number, time: number, told: Told): void {
    const latest = Math.max(time, this.#latest.get(connection) ?? 0);
    this.#latest.set(connection, latest);
    this.#told.push({ time: latest, told });
  }
}
