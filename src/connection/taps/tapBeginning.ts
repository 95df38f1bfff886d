/**
 * Sorts the initial report of a tap. It arrives connection by connection with unsent packets last, is
 * collected completely, and then passed on in order of time.
 */
import type { TapEvent } from '../../broker/tap/commands.ts';
import type { TappedPacket } from '../../broker/tap/tapBatch.ts';

export type TapRecord =
  | { readonly kind: 'packet'; readonly packet: TappedPacket }
  | { readonly kind: 'event'; readonly event: TapEvent };

interface Timed {
  /** ms. */
  readonly time: number;
  readonly record: TapRecord;
}

export class TapBeginning {
  readonly #record: Timed[] = [];
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
          this.#record.push({ time: mark.time, record: { kind: 'event', event: alone } });
        }
        if (event.leftOut > 0) {
          const rest = { ...event, marks: [] };
          const time = Number.POSITIVE_INFINITY;
          this.#record.push({ time, record: { kind: 'event', event: rest } });
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
  inOrder(): readonly TapRecord[] {
    return this.#record.toSorted((a, b) => a.time - b.time).map(({ record }) => record);
  }

  #add(connection: number, time: number, record: TapRecord): void {
    const latest = Math.max(time, this.#latest.get(connection) ?? 0);
    this.#latest.set(connection, latest);
    this.#record.push({ time: latest, record });
  }
}
