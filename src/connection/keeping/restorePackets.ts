/** Shows the kept packets of a tab again after a reload. */
import type { Capture } from '../../engine/capture/capture.ts';
import { type CaptureEvent, UnreadableFile } from '../../engine/files/events/captureEvents.ts';
import { JoinedFiles } from '../../engine/files/own/joinedFiles.ts';
import { OwnReader } from '../../engine/files/own/ownReader.ts';
import { CaptureFeed } from '../../engine/files/report/captureFeed.ts';
import type { Environment, KeptFiles } from '../environment/environment.ts';
import { isSpent, nextSlice } from '../environment/slices.ts';
import type { StreamOrigins } from '../files/streamOrigins.ts';
import { KEPT_HEAD, readKeptHead } from './keptHead.ts';

/** Parts of a tab with kept packets. */
export interface KeptParts {
  readonly environment: Environment;
  readonly capture: Capture;
  readonly origins: StreamOrigins;
}

/** Bytes read at once. */
const STEP = 64 * 1024;

/** Packets of a file. */
export interface KeptPart {
  readonly turn: number;
  /** Number of its first packet in the capture. */
  readonly from: number;
  /** Packets that it lacks and that have no numbers in the capture. */
  readonly skipped: number;
}

interface RestoredFiles {
  /** The older file first. */
  readonly held: readonly KeptPart[];
  /** Packets of earlier files. */
  readonly cut: number;
}

export async function restorePackets(
  files: KeptFiles['files'],
  { environment, ...parts }: KeptParts,
): Promise<RestoredFiles> {
  const found = files.flatMap((file) => {
    const bytes = file.read();
    const head = readKeptHead(bytes);
    return head ? [{ ...head, content: bytes.subarray(KEPT_HEAD, KEPT_HEAD + head.bytes) }] : [];
  });
  found.sort((a, b) => a.turn - b.turn);
  const held: KeptPart[] = [];
  const cut = found.at(-1)?.cut ?? 0;
  if (found.length === 0) return { held, cut };
  const { capture } = parts;
  capture.isRecalling = true;
  const restored = new Restored(parts);
  const reader = new OwnReader(restored.joined.take);
  let begun = environment.now();
  try {
    for (const { content, skipped, turn } of found) {
      held.push({ turn, from: capture.newest + 1, skipped });
      for (let at = 0; at < content.length; at += STEP) {
        reader.push(content.subarray(at, at + STEP));
        if (!isSpent(environment, begun)) continue;
        await nextSlice(environment);
        begun = environment.now();
      }
      restored.skipped += skipped;
    }
  } catch (error) {
    // The packets before the damage are shown.
    if (!(error instanceof UnreadableFile)) throw error;
  } finally {
    capture.isRecalling = false;
  }
  restored.reloaded(0);
  return { held, cut };
}

class Restored {
  readonly joined: JoinedFiles;
  /** Packets that were not kept since the last reload. */
  skipped = 0;
  readonly #feed: CaptureFeed;
  readonly #origins: KeptParts['origins'];
  /** µs from the origin of the files to that of the capture. */
  #shift = 0;
  /** Streams of the capture whose end was not recorded. */
  readonly #open = new Set<number>();

  constructor({ capture, origins }: Omit<KeptParts, 'environment'>) {
    this.#feed = new CaptureFeed(capture);
    this.#origins = origins;
    this.joined = new JoinedFiles(
      (event) => this.#take(event),
      (time) => this.reloaded(time + this.#shift),
    );
  }

  /** Ends all streams, and marks the place. @param time µs since the origin of the capture */
  reloaded(time: number): void {
    const { capture } = this.#feed;
    for (const stream of this.#open) {
      capture.lacks(stream);
      capture.closeStream(stream);
    }
    this.#open.clear();
    // The last packets were not kept, and other pages may have used the sessions.
    capture.wasAway();
    const { skipped } = this;
    this.skipped = 0;
    capture.join(({ changes, log }) => {
      changes.add({ kind: 'reloaded', stream: 0, time, before: log.nextNumber, skipped });
    });
  }

  #take(event: CaptureEvent): void {
    if (event.kind === 'origin') {
      this.#shift = Math.round((event.wallClock - this.#feed.capture.origin) * 1000);
      return;
    }
    // Notes say that the file has no end.
    if (event.kind === 'note' && event.stream === undefined) return;
    const moved = 'time' in event ? { ...event, time: event.time + this.#shift } : event;
    this.#feed.take(moved);
    if (moved.kind !== 'opened' && moved.kind !== 'closed') return;
    const stream = this.#feed.streamOf(moved.stream);
    if (stream === undefined) return;
    if (moved.kind === 'closed') {
      this.#open.delete(stream);
      this.#origins.closed(stream, moved.time);
      return;
    }
    const { kind: _kind, stream: _stream, time: opened, ...facts } = moved;
    this.#open.add(stream);
    this.#origins.opened(stream, { ...facts, opened });
  }
}
