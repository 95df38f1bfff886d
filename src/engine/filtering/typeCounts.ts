/** Counts the types of a payload's value for completion: `number`, `text` in 34 of 60,483 messages. */
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import type { ValueType } from '../../payload/shape/valueTypes.ts';
import type { TypesSeen } from '../filter/syntax/complete.ts';
import { parseFilter } from '../filter/syntax/parse.ts';
import { typeReader } from '../filter/typeSource.ts';
import { type CaptureFacts, PacketCursor } from './packetCursor.ts';

/** Packets between two checks of the clock. */
const GROUP = 64;

export class TypeCounts implements TypesSeen {
  readonly path: string;
  readonly counts = new Map<ValueType, number>();
  of = 0;
  readonly #typeOf: ReturnType<typeof typeReader> | undefined;
  readonly #capture: CaptureFacts;
  readonly #cursor: PacketCursor;
  #number: number;

  /** @param path as written: `payload.temp` */
  constructor(path: string, capture: CaptureFacts) {
    const { expression } = parseFilter(`${path} is text`);
    this.path = path;
    this.#typeOf = expression?.kind === 'compare' ? typeReader(expression.field.steps) : undefined;
    this.#capture = capture;
    this.#cursor = new PacketCursor(capture);
    this.#number = capture.log.nextNumber - 1;
  }

  /** Examines packets while there is time, the newest first. @returns whether all were examined */
  advance(hasTime: () => boolean): boolean {
    this.#cursor.refresh();
    for (; this.#number >= this.#capture.log.oldestNumber; this.#number -= 1) {
      if (this.#number % GROUP === 0 && !hasTime()) return false;
      this.#count();
    }
    return true;
  }

  #count(): void {
    const cursor = this.#cursor;
    if (!cursor.moveTo(this.#number) || cursor.firstByte >> 4 !== PUBLISH) return;
    const type = this.#typeOf?.(cursor);
    if (type === undefined) return;
    this.counts.set(type, (this.counts.get(type) ?? 0) + 1);
    this.of += 1;
  }
}
