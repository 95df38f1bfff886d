/** Test kit: a broker with observed clients, and the reader of a control line. */

import { CONVENTIONS } from '../../conventions/conventions.ts';
import type { ControlAnswer, ControlCommand, ControlReply } from '../control/control.ts';
import { CONTROL_VERSION } from '../control/control.ts';
import type { ControlSession } from '../control/controlSession.ts';
import { Instrument } from '../control/instrument.ts';
import type { InstrumentOptions } from '../control/instrumentOptions.ts';
import { BaseScene, complete } from '../core/broker.testkit.ts';
import type { Output } from '../core/contract/output.ts';
import type { Peer } from '../core/contract/parties.ts';
import type { SentMark, TapEvent } from './commands.ts';
import { readTapBatch, type TappedPacket } from './tapBatch.ts';

const FACTS = { host: 'tab', programVersion: '9.9.9', origin: 0 } as const;

/** Bytes on the wire between a client and the broker. */
class WireBytes {
  readonly #pieces = { 'from-client': [] as Uint8Array[], 'to-client': [] as Uint8Array[] };

  add(direction: 'from-client' | 'to-client', bytes: Uint8Array): void {
    this.#pieces[direction].push(bytes.slice());
  }

  length(direction: 'from-client' | 'to-client'): number {
    return this.#pieces[direction].reduce((sum, { length }) => sum + length, 0);
  }

  get 'from-client'(): number[] {
    return this.#pieces['from-client'].flatMap((piece) => [...piece]);
  }

  get 'to-client'(): number[] {
    return this.#pieces['to-client'].flatMap((piece) => [...piece]);
  }
}

/** Records all bytes that pass. */
class WatchedInstrument extends Instrument {
  readonly wire = new Map<number, WireBytes>();

  override open(peer: Peer, now: number): number {
    const id = super.open(peer, now);
    this.wire.set(id, new WireBytes());
    return id;
  }

  override receive(connection: number, bytes: Uint8Array, now: number): void {
    this.wire.get(connection)?.add('from-client', bytes);
    super.receive(connection, bytes, now);
  }

  override takeOutput(): Output[] {
    const outputs = super.takeOutput();
    for (const output of outputs) {
      if (output.kind === 'send') {
        this.wire.get(output.connection)?.add('to-client', output.bytes);
      }
    }
    return outputs;
  }
}

export class TapScene extends BaseScene<WatchedInstrument> {
  constructor(more: Partial<InstrumentOptions> = {}) {
    const options: Partial<InstrumentOptions> & Pick<InstrumentOptions, 'facts' | 'secrets'> = {
      facts: FACTS,
      secrets: CONVENTIONS.secrets,
      ...more,
    };
    super(new WatchedInstrument(complete(options)));
  }

  /**
   * Sends all bytes of a client, or until its connection is closed. Ignores the broker's answers: the client
   * may send garbage, or have lost its version.
   * @returns closes it if it is still open
   */
  sendAll(pieces: Iterable<Uint8Array>): () => void {
    let isEnded = false;
    this.takesElsewhere = ({ kind }) => {
      isEnded ||= kind === 'end';
      return true;
    };
    const wire = this.open();
    for (const piece of pieces) {
      if (isEnded) break;
      wire.sendBytes(piece);
    }
    return () => {
      if (!isEnded) wire.cut();
    };
  }

  line(): TestLine {
    return new TestLine(this);
  }

  rules(...rules: readonly { readonly match?: object; readonly do: unknown }[]): void {
    const named = rules.map((rule, at) => ({ id: String.fromCharCode(97 + at), ...rule }));
    const reply = this.line().ask({ kind: 'set-rules', rules: { version: 1, rules: named } });
    if (reply.kind === 'refused') throw new Error(reply.reason);
  }

  /** The bytes on the wire at that position. */
  at(mark: Pick<SentMark, 'connection' | 'direction' | 'offset' | 'size'>): number[] {
    const { connection, direction, offset = Number.NaN, size } = mark;
    return this.broker.wire.get(connection)?.[direction].slice(offset, offset + size) ?? [];
  }
}

export class TestLine {
  backlog = 0;
  /** Stops reading; input waits. */
  isStopped = false;
  isClosed = false;
  readonly events: TapEvent[] = [];
  readonly marks: SentMark[] = [];
  marksLeftOut = 0;
  readonly packetsRead: TappedPacket[] = [];
  /** Number of packets received before the last reply. */
  packetsAtReply = 0;
  marksAtReply = 0;
  /** Packets by type and events by kind, in order. */
  order: string[] = [];
  batches = 0;
  readonly #scene: TapScene;
  readonly #session: ControlSession;
  #reply: ControlReply | undefined;

  constructor(scene: TapScene) {
    this.#scene = scene;
    this.#session = scene.broker.control(this);
    this.#session.receive({ kind: 'hello', version: CONTROL_VERSION }, scene.now);
  }

  ask(command: ControlCommand): ControlReply {
    this.#session.receive({ kind: 'ask', id: 1, command }, this.#scene.now);
    this.#scene.collect();
    if (this.#reply === undefined) throw new Error('No reply.');
    return this.#reply;
  }

  tap(clients: readonly string[] | 'all', kept = true): this {
    const reply = this.ask({ kind: 'tap', tap: 1, clients, kept });
    if (reply.kind !== 'done') throw new Error(`The tap was answered with ${reply.kind}.`);
    return this;
  }

  tell(answer: ControlAnswer): void {
    if (this.isStopped) this.backlog += JSON.stringify(answer).length;
    if (answer.kind === 'reply') {
      this.#reply = answer.reply;
      this.packetsAtReply = this.packetsRead.length;
      this.marksAtReply = this.marks.length;
    } else if (answer.kind === 'marks') {
      this.marks.push(...answer.marks);
      this.marksLeftOut += answer.leftOut;
    } else if (answer.kind !== 'welcome' && answer.kind !== 'goodbye') {
      this.events.push(answer);
      this.order.push(answer.kind);
    }
  }

  packets(batch: Uint8Array): void {
    const packets = readTapBatch(batch);
    if (packets === undefined) throw new Error('This is no batch.');
    if (this.isStopped) this.backlog += batch.length;
    this.batches += 1;
    this.packetsRead.push(...packets);
    for (const { direction, bytes } of packets) {
      this.order.push(`${direction === 'from-client' ? '>' : '<'}${(bytes[0] ?? 0) >> 4}`);
    }
  }

  /** Called by the broker or the reader. */
  close(): void {
    this.isClosed = true;
    this.#session.closed();
  }
}
