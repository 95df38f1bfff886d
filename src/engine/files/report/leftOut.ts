/** Bytes that belong to no packet and are therefore not in a copy without secrets. */
import { firstFrom } from '../../../base/sorted.ts';
import { senderOf } from '../../log/columns/direction.ts';
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import type { CaptureEvent, FileNote, ReadPacket, StreamGap } from '../events/captureEvents.ts';
import type { NumberedPacket } from './dissectedCapture.ts';

export interface LeftOutBytes {
  readonly bytes: number;
  /** The first places. */
  readonly places: readonly NoteFact[];
}

const MOST_PLACES = 5;

export class LeftOut implements LeftOutBytes {
  bytes = 0;
  readonly places: NoteFact[] = [];
  /** Numbers of the packets that are missing in the copy, ascending. */
  readonly #numbers: number[] = [];
  /** Bytes missing before the next packet, by stream. */
  readonly #gaps = new Map<number, StreamGap[]>();

  /** Leaves the bytes of an event out. @returns a note on its stream */
  add({ no, event: { stream, direction, bytes, gaps = [] } }: NumberedPacket): FileNote {
    const before = this.#gaps.get(stream) ?? [];
    this.#gaps.set(stream, [...before, ...gaps, { direction, bytes: bytes.length }]);
    this.bytes += bytes.length;
    const after = no - 1 - this.#numbers.length;
    this.#numbers.push(no);
    const args = { count: bytes.length, sender: senderOf(direction), after };
    const fact: NoteFact = { key: 'of-stream', args: { stream, note: { key: 'left-out', args } } };
    if (this.places.length < MOST_PLACES) this.places.push(fact);
    return { kind: 'note', note: 'gap', stream, fact };
  }

  /** The event at its place in the copy; undefined for a mark on bytes that were left out. */
  placed(event: CaptureEvent): CaptureEvent | undefined {
    if (this.#numbers.length === 0) return event;
    if (event.kind === 'packet') return this.#afterGap(event);
    if (event.kind !== 'mark') return event;
    const before = firstFrom(this.#numbers, event.packet);
    if (this.#numbers[before] === event.packet) return undefined;
    return { ...event, packet: event.packet - before };
  }

  #afterGap(packet: ReadPacket): ReadPacket {
    const left = this.#gaps.get(packet.stream);
    if (left === undefined) return packet;
    this.#gaps.delete(packet.stream);
    return { ...packet, afterGap: true, gaps: [...left, ...(packet.gaps ?? [])] };
  }
}
