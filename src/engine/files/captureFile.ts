/** Opens a capture file, whatever its format: the first bytes tell. */
import { type CaptureReader, type CaptureSink, UnreadableFile } from './captureEvents.ts';
import { FrameCapture } from './frameCapture.ts';
import { isPcapng, PcapngReader } from './pcapngReader.ts';
import { isPcap, PcapReader } from './pcapReader.ts';

/** Bytes by which every format can be told. */
const START = 4;

/** undefined: none that can be read. */
function readerFor(start: Uint8Array, sink: CaptureSink): CaptureReader | undefined {
  if (isPcap(start)) return new FrameCapture((frames) => new PcapReader(frames), sink);
  if (isPcapng(start)) return new FrameCapture((frames) => new PcapngReader(frames), sink);
  return undefined;
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
    else throw new UnreadableFile(this.#start.length === 0 ? 'It is empty.' : UNKNOWN);
  }
}

const UNKNOWN = 'It is none of the formats that can be read: pcap, pcapng.';

export function readCaptureFile(sink: CaptureSink): CaptureReader {
  return new UnknownFile(sink);
}
