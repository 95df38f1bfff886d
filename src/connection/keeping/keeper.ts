/**
 * Keeps the newest packets of a tab for a reload: a copy without secrets in two files that take turns. Once a
 * second, the packets since the last time are appended. Loaded after the first packets.
 */
import type { Lazy } from '../../base/lazy.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import type { HeldPacket } from '../../engine/capture/heldPackets.ts';
import { ByteWriter } from '../../engine/files/bytes/byteWriter.ts';
import { CaptureExport } from '../../engine/files/captureExport.ts';
import type { FileWords } from '../../engine/files/events/fileWords.ts';
import { type StreamFacts, savedCapture } from '../../engine/files/savedCapture.ts';
import type { PacketLog } from '../../engine/log/packetLog.ts';
import type { Cancel, KeptFile, KeptFiles } from '../environment/environment.ts';
import { SlicedWork } from '../environment/slices.ts';
import { encodeKeptHead, KEPT_HEAD } from './keptHead.ts';
import { type KeptPart, type KeptParts, restorePackets } from './restorePackets.ts';

/** ms between two turns. Each copies at most as many bytes as fit into a file. */
const EVERY = 1000;
/** Bytes that a packet takes besides its own, at most in almost all cases. */
const OVERHEAD = 32;
/** Bytes that a packet counts for in a turn besides its own, because each also takes some µs. */
const TIME_AS_BYTES = 128;
const APPLICATION = 'mqttscope';
const NO_MARKS: ReadonlyMap<number, string> = new Map();

export interface KeeperParts extends KeptParts {
  readonly fileWords: Lazy<FileWords>;
  /** Called when it ends by itself: the disk is full, or the browser has removed a file. */
  readonly ended: () => void;
}

export interface Kept {
  /** Identifies the files in use. */
  readonly id: string;
  /** Packets from before the reload that had no room. Absent if none was read from the files. */
  readonly lost?: number;
}

/** The file that is being written. */
interface CurrentFile {
  readonly file: KeptFile;
  readonly turn: number;
  readonly copy: CaptureExport;
  readonly open: Map<number, StreamFacts | undefined>;
  /** Bytes that are not in the file yet. */
  readonly pending: ByteWriter;
  /** Bytes in the file, with its head. */
  size: number;
  skipped: number;
}

export class Keeper {
  readonly #parts: KeeperParts;
  readonly #work: SlicedWork;
  #files: KeptFiles | undefined;
  #words: FileWords | undefined;
  #current: CurrentFile | undefined;
  #turn = 0;
  /** Packets of the two files. */
  #held: readonly KeptPart[] = [];
  /** Packets of earlier files, which gave way. */
  #cut = 0;
  /** Number of the next packet to copy. */
  #next = 1;
  /** The turn that is under way. */
  #copying: Generator<void, void, undefined> | undefined;
  readonly #gaps = new Set<number>();
  /** CONNECT and CONNACK of the streams in the current file. */
  readonly #heads = new Map<number, readonly HeldPacket[]>();
  #cancel: Cancel = () => undefined;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#work = new SlicedWork(parts.environment, (hasTime) => this.#advance(hasTime));
  }

  /**
   * Shows the packets in the files with this id, and keeps those that follow. undefined: deletes the files.
   * @returns the id of the files in use, and what was restored; undefined if there are none
   */
  async keep(id: string | undefined): Promise<Kept | undefined> {
    await this.end();
    if (id === undefined) return undefined;
    const { environment, capture, fileWords } = this.#parts;
    this.#words = await fileWords.load();
    const found = await environment.keptFiles?.(id);
    if (found === 'used') {
      const own = Array.from(environment.randomBytes(8), (byte) => byte.toString(16)).join('');
      return this.keep(own);
    }
    if (found === undefined) return undefined;
    this.#files = found;
    const { cut, held } = await restorePackets(found.files, this.#parts);
    this.#turn = held.at(-1)?.turn ?? 0;
    [this.#cut, this.#held] = [cut, held];
    // Restored packets are in the files already.
    this.#next = this.#turn > 0 ? capture.newest + 1 : this.#oldest();
    this.#wait();
    const lost = held.reduce((sum, { skipped }) => sum + skipped, cut);
    return { id, ...(this.#turn > 0 && { lost }) };
  }

  /** Empties the files. Packets that are in the log by then are copied again, if there are any. */
  clear(): void {
    if (this.#files === undefined) return;
    this.#copying = undefined;
    this.#current = undefined;
    this.#gaps.clear();
    [this.#cut, this.#held] = [0, []];
    for (const file of this.#files.files) file.empty();
    this.#next = this.#oldest();
  }

  /** Deletes the files. */
  async end(): Promise<void> {
    const files = this.#files;
    this.#cancel();
    this.#copying = undefined;
    this.#current = undefined;
    this.#files = undefined;
    await files?.remove();
  }

  #oldest(): number {
    return this.#parts.capture.join(({ log }) => log.oldestNumber);
  }

  #wait(): void {
    this.#cancel = this.#parts.environment.after(EVERY, () => {
      this.#learnEnds();
      if (this.#parts.capture.newest >= this.#next || this.#hasEnds()) {
        this.#copying ??= this.#turnOver();
        this.#work.run();
      } else this.#wait();
    });
  }

  #advance(hasTime: () => boolean): boolean {
    while (this.#copying !== undefined && hasTime()) {
      if (this.#copying.next().done !== true) continue;
      this.#copying = undefined;
      break;
    }
    if (this.#files === undefined) return true;
    if (!this.#flush()) {
      void this.end();
      this.#parts.ended();
      return true;
    }
    if (this.#copying === undefined) this.#wait();
    return this.#copying === undefined;
  }

  /** Copies what is new. Yields after each event, so that slices can end there. */
  *#turnOver(): Generator<void, void, undefined> {
    const { capture, origins } = this.#parts;
    const { newest } = capture;
    const log = capture.join((parts) => parts.log);
    const streams = (stream: number): StreamFacts | undefined => origins.of(stream);
    const headOf = (first: HeldPacket): readonly HeldPacket[] => this.#headOf(first);
    this.#skipTo(firstWithin(log, this.#next, this.#files?.room ?? 0));
    for (;;) {
      const current = this.#current ?? this.#begin();
      if (current === undefined) return;
      const { copy, open, pending, size } = current;
      const room = (this.#files?.room ?? 0) - size - pending.length;
      const last = lastWithin(log, this.#next, newest, room);
      if (last >= this.#next || newest < this.#next) {
        const part = { first: this.#next, open, gaps: this.#gaps, headOf };
        this.#next = last + 1;
        for (const event of savedCapture(capture, { streams, marks: NO_MARKS, last, part })) {
          copy.take(event);
          yield;
        }
      } else if (open.size > 0) this.#current = this.#begin();
      // Larger than a file.
      else this.#skipTo(this.#next + 1);
      if (this.#next > newest) return;
    }
  }

  /** Begins the other file, which has the older packets. */
  #begin(): CurrentFile | undefined {
    if (this.#files === undefined || this.#words === undefined || !this.#flush()) return undefined;
    this.#turn += 1;
    const file = this.#files.files[this.#turn % 2 === 0 ? 0 : 1];
    file.empty();
    this.#giveWay();
    const pending = new ByteWriter();
    const { secrets } = this.#parts.capture.conventions;
    const copy = new CaptureExport('mqttscope', (bytes) => void pending.raw(bytes), {
      secrets,
      withSecrets: false,
      quick: true,
      application: APPLICATION,
      fileWords: this.#words,
    });
    const turn = this.#turn;
    this.#current = { file, turn, copy, open: new Map(), pending, size: KEPT_HEAD, skipped: 0 };
    return this.#current;
  }

  /** Counts the packets of the older file, which the next one replaces. */
  #giveWay(): void {
    const next = { turn: this.#turn, from: this.#next, skipped: 0 };
    const [oldest, newer] = this.#held;
    if (oldest === undefined || newer === undefined) {
      this.#held = [...this.#held, next];
      return;
    }
    this.#cut += newer.from - oldest.from + oldest.skipped;
    this.#held = [newer, next];
  }

  /** Writes the bytes, and then the head that counts them. @returns false if that fails */
  #flush(): boolean {
    const current = this.#current;
    if (current === undefined || current.pending.length === 0) return true;
    const { file, turn, copy, pending, skipped } = current;
    const bytes = new Uint8Array(pending.view());
    if (!file.write(bytes, current.size)) return false;
    current.size += bytes.length;
    pending.reset();
    const size = current.size - KEPT_HEAD;
    const at = Math.round(this.#parts.environment.wallClock());
    const server = this.#server(current);
    const cut = this.#cut;
    const head = { turn, bytes: size, packets: copy.count, skipped, cut, server, at };
    return file.write(encodeKeptHead(head), 0);
  }

  #server({ open }: CurrentFile): string {
    const { server, settings } = [...open.values()].at(-1) ?? {};
    if (server !== undefined) return `${server.address}:${server.port}`;
    // The broker in the tab has no address.
    const url = settings?.['url'];
    return typeof url === 'string' ? url : '';
  }

  #skipTo(next: number): void {
    if (next <= this.#next) return;
    const current = this.#current ?? this.#begin();
    if (current === undefined) return;
    current.skipped += next - this.#next;
    for (const stream of current.open.keys()) this.#gaps.add(stream);
    this.#next = next;
  }

  #headOf({ stream, number }: HeldPacket): readonly HeldPacket[] {
    const head = this.#learnHead(stream);
    this.#heads.set(stream, head);
    return head.filter((one) => one.number < number);
  }

  /** Remembers CONNECT and CONNACK, because the log may discard them long before their stream ends. */
  #learnHead(stream: number): readonly HeldPacket[] {
    const { capture } = this.#parts;
    const at = capture.join(({ streams }) => streams.remembered(stream));
    const known = this.#heads.get(stream) ?? [];
    const [connect, connack] = [at?.connect, at?.connack].map(
      (facts, place) => known[place] ?? (facts && copyOf(capture, facts.packet)),
    );
    return connect === undefined ? [] : connack === undefined ? [connect] : [connect, connack];
  }

  /** Takes over which streams have ended since they were copied. */
  #learnEnds(): void {
    const { capture, origins } = this.#parts;
    for (const [stream, facts] of this.#current?.open ?? []) {
      if (facts?.closed === undefined) this.#current?.open.set(stream, origins.of(stream));
    }
    for (const stream of this.#heads.keys()) {
      const isOpen = capture.join(({ streams }) => streams.remembered(stream)?.isOpen === true);
      if (isOpen) this.#heads.set(stream, this.#learnHead(stream));
      else this.#heads.delete(stream);
    }
  }

  #hasEnds(): boolean {
    for (const facts of this.#current?.open.values() ?? []) {
      if (Number.isFinite(facts?.closed)) return true;
    }
    return false;
  }
}

function copyOf(capture: Capture, number: number): HeldPacket | undefined {
  const held = capture.packetsFrom(number).next().value;
  return held?.number === number ? { ...held, bytes: held.bytes.slice() } : undefined;
}

/** Number of the first of the newest packets that take at most `most` bytes, from `from` on. */
function firstWithin(log: PacketLog, from: number, most: number): number {
  const oldest = Math.max(from, log.oldestNumber);
  let number = log.nextNumber;
  for (let bytes = 0; number > oldest; number -= 1) {
    bytes += log.sizeOf(number - 1) + TIME_AS_BYTES;
    if (bytes > most) break;
  }
  return number;
}

/** Number of the last packet that fits, from `from` on. */
function lastWithin(log: PacketLog, from: number, newest: number, room: number): number {
  let number = from;
  for (let bytes = 0; number <= newest; number += 1) {
    bytes += log.sizeOf(number) + OVERHEAD;
    if (bytes > room) break;
  }
  return number - 1;
}
