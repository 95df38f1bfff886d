/** Reads a capture file into the engine, in slices. */

import { errorText } from '../../base/errorText.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import { readCaptureFile } from '../../engine/files/captureFile.ts';
import {
  type CaptureEvent,
  type ReadingChoices,
  UnreadableFile,
} from '../../engine/files/events/captureEvents.ts';
import { GroupedNotes } from '../../engine/files/events/groupedNotes.ts';
import { CaptureFeed } from '../../engine/files/report/captureFeed.ts';
import { DECODERS } from '../../engine/files/tls/allDecoders.ts';
import { KeyLog } from '../../engine/files/tls/keyLog.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { PackedFileNote } from '../../payload/formats/compressed/packedFile.ts';
import type { Environment } from '../environment/environment.ts';
import { isSpent, nextSlice } from '../environment/slices.ts';
import { LostFile, openBytes } from './fileBytes.ts';
import type { FileEvent, OpeningProgress, ReadingDoubts } from './fileProtocol.ts';
import { nameSensorTopics, recordSensors } from './sensorRecords.ts';
import type { StreamOrigins } from './streamOrigins.ts';

/**
 * Bytes of the packet log of a file. A file of 1 GB fits completely, in about its own size. For larger ones
 * the oldest packets are discarded, like in a live capture.
 */
const FILE_BUDGET = 1280 * 1024 * 1024;

/** Packets that are searched for masked parts. */
const MOST_SEARCHED = 10_000;

/** Bytes read at once. */
const STEP = 64 * 1024;
const NOTES = 100;
/** µs between two reports. */
const REPORT_EVERY = 100_000;

async function readKeys(
  keyLogs: readonly Blob[],
  failed: (note: PackedFileNote) => void,
): Promise<KeyLog> {
  const keys = new KeyLog();
  for (const file of keyLogs) {
    const { pieces } = await openBytes(file, failed);
    for await (const piece of pieces) keys.push(piece);
    keys.endLine();
  }
  return keys;
}

export class Opening {
  readonly #environment: Environment;
  readonly #feed: CaptureFeed;
  readonly #origins: StreamOrigins;
  readonly #tell: (event: FileEvent) => void;
  readonly #notes = new GroupedNotes();
  #packets = 0;
  #isStopped = false;
  readonly #versions = new Set<ProtocolVersion>();
  /** Packets that were searched for masked parts. */
  #searched = 0;
  #isMasked = false;
  #time: number | undefined;

  constructor(
    environment: Environment,
    capture: Capture,
    origins: StreamOrigins,
    tell: (event: FileEvent) => void,
  ) {
    this.#environment = environment;
    this.#feed = new CaptureFeed(capture, FILE_BUDGET);
    this.#origins = origins;
    this.#tell = tell;
  }

  /** Time of the newest packet, µs: the current time of this capture. */
  get time(): number {
    return this.#time ?? 0;
  }

  stop(): void {
    this.#isStopped = true;
  }

  /** Reads it to the end; reports every failure. */
  async read(
    file: Blob,
    keyLogs: readonly Blob[],
    sensorTopics: string,
    choices: ReadingChoices,
  ): Promise<void> {
    nameSensorTopics(this.#feed.capture, sensorTopics);
    let read = 0;
    let unreadPorts = (): readonly number[] => [];
    const report = (state: OpeningProgress['state']): void => {
      const { size } = file;
      const { notes } = this.#notes;
      const noteCount = notes.length;
      const counts = { packets: this.#packets, notes: notes.slice(0, NOTES), noteCount };
      const doubts = this.#doubts(unreadPorts());
      this.#tell({ kind: 'opening', progress: { read, size, ...counts, doubts, state } });
    };
    try {
      const failed = (fact: PackedFileNote): void => {
        this.#take({ kind: 'note', note: 'truncated', fact });
      };
      const keys = await readKeys(keyLogs, failed);
      const bytes = await openBytes(file, failed);
      const reader = readCaptureFile(
        (event) => {
          this.#take(event);
        },
        DECODERS,
        keys,
        choices,
      );
      unreadPorts = () => reader.unreadPorts?.() ?? [];
      let begun = this.#environment.now();
      let reported = begun;
      for await (const piece of bytes.pieces) {
        for (let at = 0; at < piece.length && !this.#isStopped; at += STEP) {
          reader.push(piece.subarray(at, at + STEP));
          if (!isSpent(this.#environment, begun)) continue;
          read = bytes.read;
          await nextSlice(this.#environment);
          begun = this.#environment.now();
          if (begun - reported < REPORT_EVERY) continue;
          reported = begun;
          report({ kind: 'reading' });
        }
        if (this.#isStopped) break;
      }
      read = bytes.read;
      if (!this.#isStopped) {
        reader.end();
        this.#feed.capture.end(this.time);
      }
      report({ kind: this.#isStopped ? 'stopped' : 'done' });
    } catch (error) {
      if (error instanceof UnreadableFile) {
        report({ kind: 'unreadable', why: error.why });
        return;
      }
      report({ kind: 'lost', message: errorText(error) });
      // An error of ours must surface, too.
      if (!(error instanceof LostFile)) throw error;
    }
  }

  #doubts(unreadPorts: readonly number[]): ReadingDoubts {
    const versions = [...this.#versions].toSorted((a, b) => a - b);
    return { versions, unreadPorts, isMasked: this.#isMasked };
  }

  /** Searches packets until one has a part that views mask. */
  #findMasked(bytes: Uint8Array): void {
    const { capture } = this.#feed;
    if (this.#isMasked || this.#searched >= MOST_SEARCHED || isShort(bytes)) return;
    if (capture.conventions.secrets.areNotIn(bytes, 5)) return;
    this.#searched += 1;
    this.#isMasked = capture.hides(capture.newest);
  }

  #take(event: CaptureEvent): void {
    this.#feed.take(event);
    recordSensors(this.#feed.capture, event);
    if ('time' in event) this.#time = Math.max(this.#time ?? event.time, event.time);
    if (event.kind === 'packet') {
      this.#packets += 1;
      this.#findMasked(event.bytes);
    } else if (event.kind === 'note') {
      this.#notes.take(event);
      const { fact } = event;
      if (fact.key === 'of-stream' && fact.args.note.key === 'version-inferred') {
        this.#versions.add(fact.args.note.args.version);
      }
    } else if (event.kind === 'opened' || event.kind === 'closed') {
      const stream = this.#feed.streamOf(event.stream);
      if (stream === undefined) return;
      if (event.kind === 'closed') this.#origins.closed(stream, event.time);
      else {
        const { carrier, client, server, serverUnknown, settings, time, fromStart } = event;
        this.#origins.opened(stream, {
          carrier,
          ...(serverUnknown && { serverUnknown }),
          opened: time,
          ...(client && { client }),
          ...(server && { server }),
          ...(settings && { settings }),
          ...(fromStart && { fromStart }),
        });
      }
    }
  }
}

/** True for packets of two to four bytes, such as acknowledgements and pings: they have no room for a secret. */
const isShort = (bytes: Uint8Array): boolean => bytes.length <= 4 && bytes.length - 2 === bytes[1];
