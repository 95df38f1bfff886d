/** Taps of one control line, limited by the speed of its reader. */

import type { Sender } from '../../mqtt/tables/packet.ts';
import { refused } from '../core/commands/refusals.ts';
import type { Account } from '../core/memory/ledger.ts';
import type { FaultPlace, Outcome } from '../faults/commands.ts';
import type { SentMark, TapCommand, TapEnded, TapEvent } from './commands.ts';
import { TapBatchWriter } from './tapBatch.ts';
import type { TappedConnection } from './tappedConnection.ts';
import type { Observer, WirePacket } from './wirePacket.ts';

/** The control line's interface for taps. */
export interface TapLine {
  tell(event: TapEvent): void;
  /** The line then owns the bytes. */
  packets(batch: Uint8Array): void;
  /** Bytes sent and not written yet. */
  readonly backlog: number;
  /** Not even the reports of gaps are read: the line must end. */
  tooSlow(): void;
}

/** Limit of unwritten bytes. Above it, packets are left out until half of the backlog is written. */
const LARGEST_BACKLOG = 4 * 1024 * 1024;
/** Unwritten bytes above which the line is given up. */
const HOPELESS_BACKLOG = 12 * 1024 * 1024;
const LARGEST_BATCH = 256 * 1024;
const MOST_TAPS = 64;
const LARGEST_TAP = 0xff_ff;
/** Marks per turn, and bytes of their packets. */
const MOST_MARKS = 500;
const LARGEST_MARKS = 1024 * 1024;

/** State shared by all lines. */
export interface Remembered {
  connections(): Iterable<TappedConnection>;
  /** Ended connections. */
  ended(): Iterable<TappedConnection>;
  /** The last ones; `client`: only of that client. */
  marks(client: string | undefined): Iterable<SentMark>;
  /** Charged for unread output of the lines. */
  readonly account: Account;
}

/** A tap of the line. */
class Tap implements Observer {
  readonly #id: number;
  readonly #line: LineTaps;
  readonly #clients: ReadonlySet<string> | undefined;

  constructor(id: number, line: LineTaps, clients: readonly string[] | 'all') {
    this.#id = id;
    this.#line = line;
    this.#clients = clients === 'all' ? undefined : new Set(clients);
  }

  /** An empty name is unknown. */
  wants(client: string): boolean {
    return this.#clients === undefined || (client !== '' && this.#clients.has(client));
  }

  begin(connection: TappedConnection, kept: boolean): void {
    const { id, opened, peer, client, isPartial } = connection;
    const isTold = this.#line.event({
      kind: 'tap-opened',
      tap: this.#id,
      connection: id,
      time: opened,
      address: peer.address,
      transport: peer.transport,
      client,
      isPartial: isPartial || !kept,
      ...(peer.onward !== undefined && { onward: peer.onward }),
    });
    if (isTold) connection.add(this, kept);
  }

  packet(connection: number, packet: WirePacket): void {
    this.#line.packet(this.#id, connection, packet);
  }

  gap(connection: number, bytes: number): void {
    this.#line.gap(this.#id, connection, bytes);
  }

  textFrames(connection: number, sender: Sender): void {
    this.#line.event({ kind: 'tap-text', tap: this.#id, connection, sender });
  }

  halfClosed(connection: number, ended: TapEnded): void {
    this.#line.event({ kind: 'tap-half-closed', tap: this.#id, connection, ended });
  }

  closed(connection: number, time: number, ended?: TapEnded): void {
    this.#line.closed(this.#id, connection, time, ended);
  }
}

interface Gap {
  readonly tap: number;
  readonly connection: number;
  bytes: number;
}

export class LineTaps {
  readonly #line: TapLine;
  readonly #taps = new Map<number, Tap>();
  readonly #remembered: Remembered;
  readonly #at: FaultPlace | undefined;
  readonly #batch = new TapBatchWriter();
  /** Gaps not reported yet. */
  readonly #gaps = new Map<string, Gap>();
  /** Charged part of the line's backlog. */
  #charged = 0;
  #isBehind = false;
  #isOver = false;
  /** undefined: all clients; null: no marks. */
  #marksOf: string | undefined | null = null;
  #marks: SentMark[] = [];
  #markBytes = 0;
  #marksLeftOut = 0;

  /** @param at the place, if it is not the broker */
  constructor(line: TapLine, remembered: Remembered, at?: FaultPlace) {
    this.#line = line;
    this.#at = at;
    this.#remembered = remembered;
  }

  command(command: TapCommand): Outcome {
    switch (command.kind) {
      case 'tap':
        return this.#tap(command);
      case 'end-tap': {
        const tap = this.#taps.get(command.tap);
        if (tap === undefined) return refused({ key: 'no-tap', args: {} });
        this.#end(tap);
        this.#taps.delete(command.tap);
        return { kind: 'done' };
      }
      case 'watch-marks':
        this.#marksOf = command.client;
        if (command.kept === true) {
          for (const mark of this.#remembered.marks(command.client)) this.mark(mark);
          this.flush();
        }
        return { kind: 'done' };
      case 'end-marks':
        this.#marksOf = null;
        return { kind: 'done' };
    }
  }

  /** Shows a connection to the taps that want it: all, or the taps that waited for its name. */
  begin(connection: TappedConnection, isNew: boolean): void {
    for (const tap of this.#taps.values()) {
      if (tap.wants(connection.client) && (isNew || !tap.wants(''))) tap.begin(connection, true);
    }
  }

  /** The line is closed or given up. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const tap of this.#taps.values()) this.#end(tap);
    this.#taps.clear();
    this.#marksOf = null;
    this.#gaps.clear();
    this.#charge(0);
    this.#marks = [];
    this.#batch.take();
  }

  watchesMarks(client: string): boolean {
    return this.#marksOf !== null && (this.#marksOf ?? client) === client;
  }

  mark(mark: SentMark): void {
    // Its position may be known before the mark was sent.
    if (mark.placed && this.#marks.some(({ treated }) => treated === mark.treated)) {
      const { treated, offset } = mark;
      this.#marks = this.#marks.map((one) => (one.treated === treated ? { ...one, offset } : one));
      return;
    }
    const isTooMuch = this.#marks.length >= MOST_MARKS || this.#markBytes > LARGEST_MARKS;
    if (isTooMuch || this.#isBehind) {
      this.#marksLeftOut += 1;
      return;
    }
    this.#marks.push(mark);
    this.#markBytes += mark.packet.length;
  }

  /** Returns false if the line is given up. */
  event(event: TapEvent): boolean {
    if (this.#isOver) return false;
    this.#send();
    if (this.#line.backlog > HOPELESS_BACKLOG) {
      this.end();
      this.#line.tooSlow();
      return false;
    }
    this.#line.tell(event);
    return true;
  }

  packet(tap: number, connection: number, packet: WirePacket): void {
    const waiting = this.#batch.length + packet.bytes.length;
    if (waiting > LARGEST_BATCH) this.#send();
    this.#isBehind ||=
      this.#line.backlog + packet.bytes.length > LARGEST_BACKLOG ||
      !this.#remembered.account.fits(waiting);
    if (this.#isBehind) {
      this.#leaveOut(tap, connection, packet.bytes.length);
      return;
    }
    // Members are copied by name, because object spread is the slowest part.
    this.#batch.add({
      tap,
      connection,
      direction: packet.sender === 'client' ? 'from-client' : 'to-client',
      time: packet.time,
      offset: packet.offset,
      masked: packet.masked,
      broken: packet.broken,
      bytes: packet.bytes,
    });
  }

  gap(tap: number, connection: number, bytes: number): void {
    if (this.#isBehind) this.#leaveOut(tap, connection, bytes);
    else this.event({ kind: 'tap-gap', tap, connection, bytes });
  }

  closed(tap: number, connection: number, time: number, ended?: TapEnded): void {
    this.#reportGap(keyOf(tap, connection));
    this.event({ kind: 'tap-closed', tap, connection, time, ...(ended && { ended }) });
  }

  /** Called once per turn. */
  flush(): void {
    if (this.#isOver) return;
    this.#send();
    this.#charge(this.#line.backlog);
    if (this.#isBehind && this.#line.backlog < LARGEST_BACKLOG / 2) {
      this.#isBehind = false;
      for (const key of this.#gaps.keys()) this.#reportGap(key);
    }
    if (this.#marks.length > 0 || (this.#marksLeftOut > 0 && !this.#isBehind)) {
      const marks = this.#marks;
      const leftOut = this.#marksLeftOut;
      this.#marks = [];
      this.#markBytes = 0;
      this.#marksLeftOut = 0;
      const at = this.#at;
      this.#line.tell({ kind: 'marks', marks, leftOut, ...(at !== undefined && { at }) });
    }
  }

  #tap({ tap: id, clients, kept }: Extract<TapCommand, { readonly kind: 'tap' }>): Outcome {
    if (id < 0 || id > LARGEST_TAP || !Number.isInteger(id)) {
      return refused({ key: 'tap-number', args: { most: LARGEST_TAP } });
    }
    if (this.#taps.has(id)) return refused({ key: 'tap-taken', args: {} });
    if (this.#taps.size >= MOST_TAPS) {
      return refused({ key: 'many-taps', args: { most: MOST_TAPS } });
    }
    const tap = new Tap(id, this, clients);
    this.#taps.set(id, tap);
    for (const connection of kept ? this.#remembered.ended() : []) {
      if (tap.wants(connection.client)) tap.begin(connection, true);
    }
    for (const connection of this.#remembered.connections()) {
      if (tap.wants(connection.client)) tap.begin(connection, kept);
    }
    this.flush();
    return { kind: 'done' };
  }

  #end(tap: Tap): void {
    for (const connection of this.#remembered.connections()) connection.remove(tap);
  }

  #leaveOut(tap: number, connection: number, bytes: number): void {
    const key = keyOf(tap, connection);
    const gap = this.#gaps.get(key);
    if (gap === undefined) this.#gaps.set(key, { tap, connection, bytes });
    else gap.bytes += bytes;
  }

  #reportGap(key: string): void {
    const gap = this.#gaps.get(key);
    if (gap === undefined) return;
    this.#gaps.delete(key);
    this.event({ kind: 'tap-gap', ...gap });
  }

  #charge(bytes: number): void {
    this.#remembered.account.add(bytes - this.#charged);
    this.#charged = bytes;
  }

  #send(): void {
    if (this.#batch.length > 0) this.#line.packets(this.#batch.take());
  }
}

const keyOf = (tap: number, connection: number): string => `${tap} ${connection}`;
