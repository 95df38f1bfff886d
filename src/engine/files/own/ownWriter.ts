/** Writes our own capture file incrementally. docs/capture-file.md describes it. */

import { encodeUtf8 } from '../../../base/utf8.ts';
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import { ByteWriter } from '../bytes/byteWriter.ts';
import { writeLongVarint, writeSigned } from '../bytes/longVarint.ts';
import type {
  CaptureEvent,
  ReadPacket,
  SensorDatagram,
  WithheldPacket,
} from '../events/captureEvents.ts';
import { problemText } from '../events/eventJson.ts';
import { noteJson } from '../events/noteJson.ts';
import { textNoteText } from '../events/textNote.ts';
import { FLAG, MAGIC, RECORD, VERSION, writtenEnd } from './ownFormat.ts';

/** ns, 52 days: its signed form has 53 bits. */
const LONGEST_DELTA = 2 ** 52;
const NOTHING = new Uint8Array(0);

export class OwnWriter {
  readonly #write: (bytes: Uint8Array) => void;
  readonly #noteText: ((note: NoteFact) => string) | undefined;
  /** Base of `#lastTime`, µs. */
  #base = 0;
  /** Time of the last record with one, in ns since the base: exactly the sum that a reader computes. */
  #lastTime = 0;
  #packets = 0;
  /** Reused for the heads of packet records. */
  readonly #head = new ByteWriter();
  readonly #body = new ByteWriter();

  /** @param noteText texts of notes; without it, notes are omitted */
  constructor(write: (bytes: Uint8Array) => void, noteText?: (note: NoteFact) => string) {
    this.#write = write;
    this.#noteText = noteText;
    const start = new ByteWriter().raw(MAGIC);
    writeLongVarint(start, VERSION);
    write(start.bytes());
  }

  take(event: CaptureEvent): void {
    switch (event.kind) {
      case 'packet':
        this.#packet(event);
        break;
      case 'withheld':
        this.#besideJson(RECORD.withheld, event);
        break;
      case 'closed': {
        const delta = this.#deltaTo(event.time);
        const body = new ByteWriter();
        writeLongVarint(body, event.stream);
        writeSigned(body, delta);
        if (event.end) {
          writeLongVarint(body, writtenEnd(event.end));
          if (event.end.before) writeLongVarint(body, Math.round(event.end.before * 1000));
        }
        this.#record(RECORD.closed, body);
        break;
      }
      case 'origin':
      case 'opened':
      case 'mark': {
        const { kind, ...rest } = event;
        this.#json(RECORD[kind], rest);
        break;
      }
      case 'note': {
        // Older readers use the text.
        const { fact } = event;
        const textFrames = fact.key === 'text-frames' ? fact.args.sender : undefined;
        const text = this.#noteText?.(fact) ?? (textFrames && textNoteText(textFrames));
        if (text !== undefined) this.#json(RECORD.note, noteJson(event, text));
        break;
      }
      case 'datagram':
        this.#besideJson(RECORD.datagram, event);
        break;
    }
  }

  /** Writes the end record. A file without it is truncated. */
  end(): void {
    const body = new ByteWriter();
    writeLongVarint(body, this.#packets);
    this.#record(RECORD.end, body);
  }

  #packet(packet: ReadPacket): void {
    const { stream, direction, time, bytes, partial, masked, problem, afterGap, gaps, faults } =
      packet;
    this.#packets += 1;
    if (faults) this.#json(RECORD.faults, { faults });
    if (gaps) this.#json(RECORD.gaps, { gaps });
    const flags =
      (direction === 'out' ? FLAG.out : 0) |
      (partial ? FLAG.partial : 0) |
      (masked ? FLAG.masked : 0) |
      (problem ? FLAG.problem : 0) |
      (afterGap ? FLAG.afterGap : 0);
    const delta = this.#deltaTo(time);
    const body = this.#body.reset().u8(flags);
    writeLongVarint(body, stream);
    writeSigned(body, delta);
    if (problem) {
      const json = encodeUtf8(problemText(problem));
      writeLongVarint(body, json.length);
      body.raw(json);
    }
    this.#record(RECORD.packet, body, bytes);
  }

  /** Uses an absolute time, so readers that skip it lose nothing. */
  #besideJson(
    type: number,
    { kind: _kind, bytes, ...rest }: WithheldPacket | SensorDatagram,
  ): void {
    const json = encodeUtf8(JSON.stringify(rest));
    const body = new ByteWriter();
    writeLongVarint(body, json.length);
    this.#record(type, body.raw(json), bytes);
  }

  #json(type: number, value: object): void {
    this.#record(type, new ByteWriter().raw(encodeUtf8(JSON.stringify(value))));
  }

  /** ns since the last record with a time. Writes a new base if the delta would be too long. */
  #deltaTo(time: number): number {
    const delta = Math.round((time - this.#base) * 1000) - this.#lastTime;
    if (Math.abs(delta) < LONGEST_DELTA) {
      this.#lastTime += delta;
      return delta;
    }
    this.#json(RECORD.base, { time });
    this.#base = time;
    this.#lastTime = 0;
    return 0;
  }

  /** @param rest of the body, passed separately so that it is copied only once */
  #record(type: number, body: ByteWriter, rest: Uint8Array = NOTHING): void {
    const length = body.length + rest.length;
    const head = this.#head.reset().u8(type);
    writeLongVarint(head, length);
    const record = new Uint8Array(head.length + length);
    record.set(head.view());
    record.set(body.view(), head.length);
    record.set(rest, head.length + body.length);
    this.#write(record);
  }
}
