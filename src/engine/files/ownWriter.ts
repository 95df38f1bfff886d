/** Writes our own capture file, as it comes; docs/capture-file.md describes it. */
import { encodeUtf8 } from '../../mqtt/utf8.ts';
import { ByteWriter } from './byteWriter.ts';
import type { CaptureEvent, ReadPacket } from './captureEvents.ts';
import { writeLongVarint, writeSigned } from './longVarint.ts';
import { FLAG, MAGIC, RECORD, VERSION } from './ownFormat.ts';

export class OwnWriter {
  readonly #write: (bytes: Uint8Array) => void;
  /** Of the last record that has one, ns. */
  #lastTime = 0;
  #packets = 0;

  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write;
    const start = new ByteWriter().raw(MAGIC);
    writeLongVarint(start, VERSION);
    write(start.bytes());
  }

  take(event: CaptureEvent): void {
    switch (event.kind) {
      case 'packet':
        this.#packet(event);
        break;
      case 'closed': {
        const body = new ByteWriter();
        writeLongVarint(body, event.stream);
        this.#time(body, event.time);
        this.#record(RECORD.closed, body);
        break;
      }
      case 'origin':
      case 'opened':
      case 'mark':
      case 'note': {
        const { kind, ...rest } = event;
        const json = encodeUtf8(JSON.stringify(rest));
        this.#record(RECORD[kind], new ByteWriter().raw(json));
      }
    }
  }

  /** A file without its end is known to be cut off. */
  end(): void {
    const body = new ByteWriter();
    writeLongVarint(body, this.#packets);
    this.#record(RECORD.end, body);
  }

  #packet({ stream, direction, time, bytes, partial, masked, problem }: ReadPacket): void {
    this.#packets += 1;
    const flags =
      (direction === 'out' ? FLAG.out : 0) |
      (partial ? FLAG.partial : 0) |
      (masked ? FLAG.masked : 0) |
      (problem ? FLAG.problem : 0);
    const body = new ByteWriter().u8(flags);
    writeLongVarint(body, stream);
    this.#time(body, time);
    if (problem) {
      const json = encodeUtf8(JSON.stringify(problem));
      writeLongVarint(body, json.length);
      body.raw(json);
    }
    this.#record(RECORD.packet, body.raw(bytes));
  }

  #time(body: ByteWriter, time: number): void {
    const nanoseconds = Math.round(time * 1000);
    writeSigned(body, nanoseconds - this.#lastTime);
    this.#lastTime = nanoseconds;
  }

  #record(type: number, body: ByteWriter): void {
    const record = new ByteWriter().u8(type);
    writeLongVarint(record, body.length);
    this.#write(record.raw(body.bytes()).bytes());
  }
}
