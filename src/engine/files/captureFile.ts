/** Opens a capture file. Detects its format by the first bytes. */
import { isReadable } from '../../base/text.ts';
import { PICTURES } from '../../payload/formats/pictures/pictures.ts';
import type { NoteFact, OtherFile } from '../log/columns/noteFacts.ts';
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
/** Bytes in which text is recognised. */
const EXAMINED = 1024;
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
      isBegun ? { key: 'breaks-off-early', args: { byte } } : whyUnknown(this.#start),
    );
  }
}

function whyUnknown(start: Uint8Array): NoteFact {
  const format = ONLY_WRITTEN.get(String.fromCharCode(...start.subarray(0, START)));
  if (format !== undefined) return { key: 'only-written', args: { format } };
  if (isKeyLog(start)) return { key: 'only-keys', args: {} };
  const is = otherFile(start);
  return { key: 'unknown-format', args: is === undefined ? {} : { is } };
}

/** A file that is no capture, if its first bytes show what it is. */
function otherFile(start: Uint8Array): OtherFile | undefined {
  const picture = PICTURES.find(({ detect }) => detect?.(start, false) === 'sure');
  if (picture !== undefined) return { kind: 'picture', format: picture.name };
  const line = start.subarray(0, EXAMINED);
  // The last character may be cut off.
  const cuts = line.length === EXAMINED ? [0, 1, 2, 3] : [0];
  const isText = cuts.some((cut) => isReadable(line.subarray(0, line.length - cut)));
  return isText ? { kind: 'text' } : undefined;
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
