/** Reads a capture file of any size from disk or standard input, piece by piece. */
import { open, stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { decodeUtf8 } from '../../base/utf8.ts';
import { readCaptureFile } from '../../engine/files/captureFile.ts';
import {
  type CaptureReader,
  type CaptureSink,
  type ReadingChoices,
  UnreadableFile,
} from '../../engine/files/events/captureEvents.ts';
import { FileSurvey } from '../../engine/files/joined/fileSurvey.ts';
import { type JoinedFile, JoinedReader } from '../../engine/files/joined/joinedReader.ts';
import { bytesAsCapture } from '../../engine/files/printed/bytesAsCapture.ts';
import { DECODERS } from '../../engine/files/tls/allDecoders.ts';
import { KeyLog } from '../../engine/files/tls/keyLog.ts';
import { progress as texts } from '../../i18n/cli/en/prompts.ts';
import type { Refusals } from '../../i18n/cli/en/refusals.ts';
import type { PackedFileNote } from '../../payload/formats/compressed/packedFile.ts';
import { StartError, systemReason, UsageError } from '../cli/errors.ts';
import type { Progress } from '../cli/progress.ts';
import { isBrokerAddress } from '../cli/suggestedOption.ts';
import { systemCode } from '../cli/systemCode.ts';
import { SpooledInput } from './spooledInput.ts';
import { unpacked } from './unpacked.ts';

export const STANDARD_INPUT = '-';

/** A file of a series, which was surveyed. */
export interface SeriesFile extends JoinedFile {
  readonly path: string;
}

/** Files of one capture, in order. Between two parts, files are missing. */
interface CaptureSeries {
  readonly parts: readonly (readonly SeriesFile[])[];
}

/** The content itself, or a path, or `STANDARD_INPUT`. */
type FileSource = string | Uint8Array;
export type CaptureSource = FileSource | CaptureSeries;
const CHUNK_BYTES = 256 * 1024;
/** Bytes decoded at a time. Data may be compressed, and all packets of a step are processed at once. */
const STEP = 16 * 1024;

/** An empty input, without a recognisable format: JSON lines of packets can be empty. */
export class EmptyFile extends StartError {
  override readonly name = 'EmptyFile';
}

/** Chunks as read, compressed or not. */
type Chunks = AsyncGenerator<Uint8Array, void, undefined>;

/** Controls the reading. */
export interface ReadingPace {
  /**
   * Awaited after each piece, for back-pressure.
   * @param isWaiting the next piece of a pipe may take long
   */
  readonly pause: (isWaiting?: boolean) => Promise<void>;
  readonly progress?: Progress | undefined;
  /** TLS secrets from a key log file. */
  readonly keys?: KeyLog;
  readonly choices?: ReadingChoices;
  /** Called where files of a series are missing. */
  readonly missing?: () => Promise<void>;
}

/** Sends events to the sink as they are read. Throws `StartError` if the file cannot be read. */
export async function readCapture(
  file: CaptureSource,
  sink: CaptureSink,
  pace: ReadingPace,
): Promise<void> {
  if (isSeries(file)) await readSeries(file, sink, pace);
  else await readChunks(file, (idle) => chunksOf(file, pace, idle), sink, pace);
}

const isSeries = (source: CaptureSource): source is CaptureSeries =>
  typeof source !== 'string' && 'parts' in source;

async function readSeries(
  { parts }: CaptureSeries,
  sink: CaptureSink,
  pace: ReadingPace,
): Promise<void> {
  const { keys = new KeyLog(), choices = {} } = pace;
  const reader = new JoinedReader(sink, DECODERS, keys, choices);
  for (const [at, part] of parts.entries()) {
    if (at > 0) {
      reader.breakOff();
      await pace.missing?.();
    }
    for (const file of part) {
      reader.begin(file);
      const bytes = { push: (chunk: Uint8Array) => reader.push(chunk), end: () => undefined };
      await readInto(bytes, file.path, (idle) => chunksOf(file.path, pace, idle), sink, pace);
    }
  }
  reader.end();
  await pace.pause();
}

/**
 * Surveys a file, which must be one that can be read twice. Throws `StartError` if it cannot be read.
 * @param extent `head`: ends once the format and the place in a series are known
 */
export async function surveyFile(
  file: string,
  extent: 'head' | 'all',
  progress?: Progress,
): Promise<FileSurvey> {
  const survey = new FileSurvey();
  const pace = { pause: () => Promise.resolve(), progress };
  const cutOff = (): void => {
    survey.isTruncated = true;
  };
  const isEnough = extent === 'head' ? () => survey.isHeadKnown : undefined;
  await readInto(survey, file, (idle) => chunksOf(file, pace, idle), cutOff, pace, isEnough);
  return survey;
}

/** Whether the file can be read a second time; a pipe cannot. */
export async function staysThere(file: CaptureSource): Promise<boolean> {
  // The files of a series were surveyed.
  if (typeof file !== 'string') return true;
  if (file === STANDARD_INPUT) return false;
  // Errors are reported when the file is read.
  return await stat(file).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

/** True for standard input, and for a path that is a pipe or a device. */
export async function isPipe(path: string): Promise<boolean> {
  if (path === STANDARD_INPUT) return true;
  return await stat(path).then(
    (stats) => !stats.isFile() && !stats.isDirectory(),
    () => false,
  );
}

/**
 * Reads the file twice. The second sink starts after the first has received everything and `between` was
 * called. Standard input goes through a temporary file that is private and removed at the end.
 */
export async function readCaptureTwice(
  file: CaptureSource,
  first: CaptureSink,
  second: CaptureSink,
  pace: ReadingPace,
  between: () => void,
): Promise<void> {
  if (file !== STANDARD_INPUT) {
    await readCapture(file, first, pace);
    between();
    await readCapture(file, second, pace);
    return;
  }
  const spool = await SpooledInput.open();
  const counted = (chunks: Chunks, size?: number) => counting(chunks, file, size, pace);
  try {
    await readChunks(file, () => counted(spool.filledFrom(process.stdin)), first, pace);
    between();
    await readChunks(file, () => counted(spool.chunks(), spool.size), second, pace);
  } finally {
    await spool.close();
  }
}

/** Waiting time, in ms, after which packets are delivered as understood so far. */
const IDLE = 1000;

/**
 * Passes the chunks of a pipe on. Calls `waiting` before each one, and `idle` if it takes long.
 */
async function* watched(
  chunks: Chunks,
  waiting: () => Promise<void>,
  idle: () => Promise<void>,
): Chunks {
  try {
    for (;;) {
      await waiting();
      const next = chunks.next();
      const timer = new AbortController();
      const isLong = setTimeout(IDLE, true, { signal: timer.signal }).catch(() => false);
      try {
        if ((await Promise.race([next, isLong])) === true) await idle();
        const { value } = await next;
        if (value === undefined) return;
        yield value;
      } finally {
        timer.abort();
      }
    }
  } finally {
    await chunks.return();
  }
}

type OpenChunks = (idle: () => Promise<void>) => Chunks | Promise<Chunks>;

async function readChunks(
  file: FileSource,
  openChunks: OpenChunks,
  sink: CaptureSink,
  pace: ReadingPace,
): Promise<void> {
  const reader = readCaptureFile(sink, DECODERS, pace.keys, pace.choices);
  await readInto(reader, file, openChunks, sink, pace);
}

/** @param isEnough the rest of the file is not needed */
async function readInto(
  reader: CaptureReader,
  file: FileSource,
  openChunks: OpenChunks,
  sink: CaptureSink,
  { pause, progress }: Pick<ReadingPace, 'pause' | 'progress'>,
  isEnough: () => boolean = () => false,
): Promise<void> {
  let problem: PackedFileNote | undefined;
  let start: Uint8Array | undefined;
  const failed = (note: PackedFileNote): void => {
    problem = note;
  };
  try {
    const idle = async (): Promise<void> => {
      reader.settle?.();
      await pause(true);
    };
    const chunks = await openChunks(idle);
    for await (const chunk of unpacked(chunks, failed)) {
      start ??= chunk;
      for (let at = 0; at < chunk.length; at += STEP) {
        reader.push(chunk.subarray(at, at + STEP));
        await pause();
        if (isEnough()) return;
      }
    }
    reader.end();
    if (problem !== undefined) sink({ kind: 'note', note: 'truncated', fact: problem });
  } catch (error) {
    if (error instanceof UnreadableFile) {
      const { why } = error;
      if (why.key === 'unknown-format' && isPrinted(decodeUtf8(start ?? NO_BYTES))) {
        throw new StartError((say) => say.printedBytes(nameOf(file, say)));
      }
      const Unread = why.key === 'empty' ? EmptyFile : StartError;
      throw new Unread((say) => say.notACapture(nameOf(file, say), why));
    }
    if (systemCode(error) === undefined) throw error;
    if (typeof file === 'string' && isBrokerAddress(file)) {
      throw new UsageError((say) => say.addressForFile());
    }
    if (typeof file === 'string' && isPrinted(file)) {
      throw new UsageError((say) => say.bytesForFile());
    }
    throw new StartError((say) => say.cannotBeRead(nameOf(file, say), systemReason(error, say)));
  } finally {
    progress?.clear();
  }
  await pause();
}

const NO_BYTES = new Uint8Array(0);

/** Two bytes in hex at least, after the offset of a dump. Programs contain lists of bytes, too. */
const BEGINS_WITH_HEX = /^\s*(?:[\da-f]{4,8}:?\s+)?(?:(?:0x)?[\da-f]{2}[\s:,]*){2}/i;

/** Whether the text probably is that of `dissect --hex`. */
const isPrinted = (text: string | undefined): boolean =>
  text !== undefined && BEGINS_WITH_HEX.test(text) && bytesAsCapture(text)?.isLikely === true;

function nameOf(file: FileSource, { standardInput }: Refusals): string {
  if (file === STANDARD_INPUT) return standardInput;
  return typeof file === 'string' ? file : '--hex';
}

async function* atOnce(bytes: Uint8Array): Chunks {
  yield await Promise.resolve(bytes);
}

async function chunksOf(
  file: FileSource,
  pace: Pick<ReadingPace, 'pause' | 'progress'>,
  idle: () => Promise<void>,
): Promise<Chunks> {
  if (typeof file !== 'string') return atOnce(file);
  const followed = (chunks: AsyncIterable<unknown>): Chunks =>
    watched(counting(chunks, file, undefined, pace), () => pace.pause(true), idle);
  if (file === STANDARD_INPUT) return followed(process.stdin);
  // Opening it waits for the writer.
  const isPipe = await stat(file).then(
    (stats) => stats.isFIFO(),
    () => false,
  );
  if (isPipe) pace.progress?.wait(texts.waiting(file));
  const handle = await open(file);
  const stats = await handle.stat();
  const chunks = handle.createReadStream({ highWaterMark: CHUNK_BYTES });
  return stats.isFile() ? counting(chunks, file, stats.size, pace) : followed(chunks);
}

async function* counting(
  chunks: AsyncIterable<unknown>,
  file: string,
  size: number | undefined,
  { progress }: Pick<ReadingPace, 'progress'>,
): Chunks {
  const { reading, standardInput, far } = texts;
  progress?.begin(reading(file === STANDARD_INPUT ? standardInput : file), size, far);
  for await (const chunk of chunks) {
    if (!(chunk instanceof Uint8Array)) continue;
    progress?.advance(chunk.length);
    yield chunk;
  }
}
