/** Opens a capture file, whatever its format: the first bytes tell. */
import { isSpillFile } from '../log/spillFormat.ts';
import { type CaptureReader, type CaptureSink, UnreadableFile } from './captureEvents.ts';
import { csvFormat, isCsv } from './csvReader.ts';
import type { Decoders } from './decoders.ts';
import { FrameCapture } from './frameCapture.ts';
import type { FrameFile, FrameSink } from './frameFile.ts';
import { isKeyLog, KeyLog } from './keyLog.ts';
import { LineReader } from './lineReader.ts';
import { isNdjson, NDJSON } from './ndjsonReader.ts';
import { isOwnFile, OwnReader } from './ownReader.ts';
import { isPcapng, PcapngReader } from './pcapngReader.ts';
import { isPcap, PcapReader } from './pcapReader.ts';
import { SpillReader } from './spillReader.ts';

/** Bytes by which every format can be told. */
const START = 8;

/** undefined: none that can be read. */
function readerFor(
  start: Uint8Array,
  sink: CaptureSink,
  decoders: Decoders,
  keys: KeyLog,
): CaptureReader | undefined {
  const opened = (open: (frames: FrameSink) => FrameFile) =>
    new FrameCapture(open, sink, decoders, keys);
  if (isPcap(start)) return opened((frames) => new PcapReader(frames));
  if (isPcapng(start)) return opened((frames) => new PcapngReader(frames));
  if (isOwnFile(start)) return new OwnReader(sink);
  if (isSpillFile(start)) return new SpillReader(sink);
  if (isCsv(start)) return new LineReader(csvFormat(), sink);
  return isNdjson(start) ? new LineReader(NDJSON, sink) : undefined;
}

class UnknownFile implements CaptureReader {
  readonly #sink: CaptureSink;
  readonly #decoders: Decoders;
  readonly #keys: KeyLog;
  #start = new Uint8Array(0);
  #reader: CaptureReader | undefined;

  constructor(sink: CaptureSink, decoders: Decoders, keys: KeyLog) {
    this.#sink = sink;
    this.#decoders = decoders;
    this.#keys = keys;
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
    this.#reader = readerFor(start, this.#sink, this.#decoders, this.#keys);
    if (!this.#reader)
      throw new UnreadableFile({ key: isKeyLog(start) ? 'only-keys' : 'unknown-format', args: {} });
    this.#reader.push(start);
    this.#start = new Uint8Array(0);
  }

  end(): void {
    if (this.#reader) this.#reader.end();
    else if (this.#start.length === 0) throw new UnreadableFile({ key: 'empty', args: {} });
    else this.#endShort();
  }

  /** Too short for any file to be told by all its first bytes. */
  #endShort(): void {
    const byte = this.#start.length;
    const isBegun = byte >= 4 && (isPcap(this.#start) || isPcapng(this.#start));
    throw new UnreadableFile(
      isBegun ? { key: 'breaks-off-early', args: { byte } } : { key: 'unknown-format', args: {} },
    );
  }
}

/** @param keys of TLS, from a file beside it; the capture's own are added */
export function readCaptureFile(
  sink: CaptureSink,
  decoders: Decoders,
  keys: KeyLog = new KeyLog(),
): CaptureReader {
  return new UnknownFile(sink, decoders, keys);
}
