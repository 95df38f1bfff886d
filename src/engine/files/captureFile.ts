/** Opens a capture file. Detects its format by the first bytes. */
import type { NoteFact } from '../log/columns/noteFacts.ts';
import { READ_FORMAT_IDS, type ReadFormat } from './captureFormats.ts';
import {
  type CaptureReader,
  type CaptureSink,
  type ReadingChoices,
  UnreadableFile,
} from './events/captureEvents.ts';
import { FrameCapture } from './frames/frameCapture.ts';
import type { FrameFile, FrameSink } from './frames/frameFile.ts';
import { isPcapng, PcapngReader } from './frames/pcapngReader.ts';
import { isPcap, PcapReader } from './frames/pcapReader.ts';
import { HarReader, isHar } from './har/harReader.ts';
import { JoinedFiles } from './own/joinedFiles.ts';
import { isOwnFile, OwnReader } from './own/ownReader.ts';
import type { Decoders } from './tls/decoders.ts';
import { isKeyLog, KeyLog } from './tls/keyLog.ts';

/** Bytes needed to detect any format. */
const START = 8;
/** First bytes of the packet lines that mqttscope writes but does not read. */
const ONLY_WRITTEN: ReadonlyMap<string, 'NDJSON' | 'CSV'> = new Map([
  ['{"schema', 'NDJSON'],
  ['no,time,', 'CSV'],
]);

interface FormatReader {
  /** Recognises the format by the first bytes of a file. */
  readonly sniff: (start: Uint8Array) => boolean;
  readonly open: (
    sink: CaptureSink,
    decoders: Decoders,
    keys: KeyLog,
    choices: ReadingChoices,
  ) => CaptureReader;
}

/** Readers of the formats that hold frames. */
export const FRAME_FILES = {
  pcapng: (frames: FrameSink): FrameFile => new PcapngReader(frames),
  pcap: (frames: FrameSink): FrameFile => new PcapReader(frames),
} as const;

export const isFrameFormat = (format: ReadFormat): format is keyof typeof FRAME_FILES =>
  Object.hasOwn(FRAME_FILES, format);

const ofFrames =
  (open: (frames: FrameSink) => FrameFile): FormatReader['open'] =>
  (sink, decoders, keys, choices) =>
    new FrameCapture(open, sink, decoders, keys, choices);

const READERS: Readonly<Record<ReadFormat, FormatReader>> = {
  mqttscope: { sniff: isOwnFile, open: (sink) => new OwnReader(new JoinedFiles(sink).take) },
  pcapng: { sniff: isPcapng, open: ofFrames(FRAME_FILES.pcapng) },
  pcap: { sniff: isPcap, open: ofFrames(FRAME_FILES.pcap) },
  har: { sniff: isHar, open: (sink, _decoders, _keys, choices) => new HarReader(sink, choices) },
};

/** Reads a file whose first bytes decide its reader. */
export class UnknownFile implements CaptureReader {
  readonly #open: (format: ReadFormat) => CaptureReader;
  #start = new Uint8Array(0);
  #reader: CaptureReader | undefined;

  constructor(open: (format: ReadFormat) => CaptureReader) {
    this.#open = open;
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
    const format = READ_FORMAT_IDS.find((id) => READERS[id].sniff(start));
    if (format === undefined) throw new UnreadableFile(whyUnknown(start));
    this.#reader = this.#open(format);
    this.#reader.push(start);
    this.#start = new Uint8Array(0);
  }

  end(): void {
    if (this.#reader) this.#reader.end();
    else if (this.#start.length === 0) throw new UnreadableFile({ key: 'empty', args: {} });
    else this.#endShort();
  }

  unreadPorts(): readonly number[] {
    return this.#reader?.unreadPorts?.() ?? [];
  }

  settle(): void {
    this.#reader?.settle?.();
  }

  /** Handles a file that is shorter than the bytes needed for detection. */
  #endShort(): void {
    const byte = this.#start.length;
    const isBegun = byte >= 4 && (isPcap(this.#start) || isPcapng(this.#start));
    throw new UnreadableFile(
      isBegun ? { key: 'breaks-off-early', args: { byte } } : { key: 'unknown-format', args: {} },
    );
  }
}

function whyUnknown(start: Uint8Array): NoteFact {
  const format = ONLY_WRITTEN.get(String.fromCharCode(...start.subarray(0, START)));
  if (format !== undefined) return { key: 'only-written', args: { format } };
  return { key: isKeyLog(start) ? 'only-keys' : 'unknown-format', args: {} };
}

/** @param keys TLS key log from a separate file; keys inside the capture are added */
export function readCaptureFile(
  sink: CaptureSink,
  decoders: Decoders,
  keys: KeyLog = new KeyLog(),
  choices: ReadingChoices = {},
): CaptureReader {
  return new UnknownFile((format) => READERS[format].open(sink, decoders, keys, choices));
}
