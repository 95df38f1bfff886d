/** Passes packets on in order, each after the decoder of its payload is loaded. */
import type { NumberedPacket } from '../../engine/files/report/dissectedCapture.ts';
import { loadFormat, partOf } from '../../payload/formats/formats.ts';
import type { PayloadFormat } from '../../payload/tree/format.ts';

type Print = (packet: NumberedPacket, format: PayloadFormat | undefined) => void;

export class ReadablePackets {
  readonly #print: Print;
  #waiting: Parameters<Print>[] = [];

  constructor(print: Print) {
    this.#print = print;
  }

  /** @param format to decode its payload with; undefined: detected */
  take(packet: NumberedPacket, format: PayloadFormat | undefined): void {
    const part = format && partOf(format);
    const isThere = part === undefined || part.found !== undefined;
    if (isThere && this.#waiting.length === 0) this.#print(packet, format);
    else this.#waiting.push([packet, format]);
  }

  /** Loads decoders and prints the waiting packets. */
  async load(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    const formats = new Set(waiting.map(([, format]) => format));
    await Promise.all([...formats].flatMap((format) => (format ? loadFormat(format) : [])));
    for (const [packet, format] of waiting) this.#print(packet, format);
  }
}
