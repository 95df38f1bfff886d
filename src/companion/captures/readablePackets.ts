/** Packets in their order, each once what reads its payload is there. */
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

  /** @param format by which its payload is read; undefined: as it looks */
  take(packet: NumberedPacket, format: PayloadFormat | undefined): void {
    const part = format && partOf(format);
    const isThere = part === undefined || part.found !== undefined;
    if (isThere && this.#waiting.length === 0) this.#print(packet, format);
    else this.#waiting.push([packet, format]);
  }

  /** Prints those that wait. */
  async load(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    const formats = new Set(waiting.map(([, format]) => format));
    await Promise.all([...formats].flatMap((format) => (format ? loadFormat(format) : [])));
    for (const [packet, format] of waiting) this.#print(packet, format);
  }
}
