/** Opens a capture file, whatever its format: the first bytes tell. */
import { type CaptureReader, type CaptureSink, UnreadableFile } from './captureEvents.ts';
import { csvFormat, isCsv } from './csvReader.ts';
import { FrameCapture } from './frameCapture.ts';
import { LineReader } from './lineReader.ts';
import { isNdjson, NDJSON } from './ndjsonReader.ts';
import { isOwnFile, OwnReader } from './ownReader.ts';
import { isPcapng, PcapngReader } from './pcapngReader.ts';
import { isPcap, PcapReader } from './pcapReader.ts';

/** Bytes by which every format can be told. */
const START = 8;

/** undefined: none that can be read. */
function readerFor(start: Uint8Array, sink: CaptureSink): CaptureReader | undefined {
  if (isPcap(start)) return new FrameCapture((frames) => new PcapReader(frames), sink);
  if (isPcapng(start)) return new FrameCapture((frames) => new PcapngReader(frames), sink);
  if (isOwnFile(start)) return new OwnReader(sink);
  if (isCsv(start)) return new LineReader(csvFormat(), sink);
  return isNdjson(start) ? new LineReader(NDJSON, sink) : undefined;
}

class UnknownFile implements CaptureReader {
  readonly #sink: CaptureSink;
  #start = new Uint8Array(0);
  #reader: CaptureReader | undefined;

  constructor(sink: CaptureSink) {
    this.#sink = sink;
  }

  push(chunk: Uint8Array): void {
    if (this.#reader) {
      this.#reader.push(chunk);
      return;
    }
    const start = new Uint8Array(this.#start.length + chunk.length);
    start.set(this.#start);
    start.set(chunk, this.#start.length);
    this.#start = start;
    if (start.length < START) return;
    this.#reader = readerFor(start, this.#sink);
    if (!this.#reader) throw new UnreadableFile(UNKNOWN);
    this.#reader.push(start);
    this.#start = new Uint8Array(0);
  }

  end(): void {
    if (this.#reader) this.#reader.end();
    else if (this.#start.length === 0) throw new UnreadableFile('It is empty.');
    else this.#endShort();
  }

  /** Too short for any file to be told by all its first bytes. */
  #endShort(): void {
    const byte = this.#start.length;
    const isBegun = byte >= 4 && (isPcap(this.#start) || isPcapng(this.#start));
    throw new UnreadableFile(isBegun ? `The file breaks off at byte ${byte}.` : UNKNOWN);
  }
}

const UNKNOWN =
  'It is none of the formats that can be read: pcap, pcapng, or a capture, NDJSON or CSV of mqttscope.';

export function readCaptureFile(sink: CaptureSink): CaptureReader {
  return new UnknownFile(sink);
}
