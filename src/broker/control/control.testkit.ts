/** Test kit: an instrument without I/O, with clients on wires and lines of the control interface. */
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { BaseScene, complete } from '../core/broker.testkit.ts';
import { readTapBatch, type TappedPacket } from '../tap/tapBatch.ts';
import {
  CONTROL_VERSION,
  type ControlAnswer,
  type ControlCommand,
  type ControlReply,
} from './control.ts';
import type { ControlSession } from './controlSession.ts';
import { Instrument } from './instrument.ts';
import type { InstrumentOptions } from './instrumentOptions.ts';

export const FACTS = { host: 'tab', programVersion: '9.9.9', origin: 1_000_000 } as const;

/** A scene whose wires lead to an instrument, with one open control line. */
export class ControlledScene extends BaseScene<Instrument> {
  readonly line: TestLine;

  constructor(options: Partial<InstrumentOptions> = {}) {
    super(new Instrument(complete({ facts: FACTS, secrets: CONVENTIONS.secrets, ...options })));
    this.line = this.openLine();
    this.line.session.receive({ kind: 'hello', version: CONTROL_VERSION }, this.now);
  }

  openLine(): TestLine {
    return new TestLine((line) => this.broker.control(line));
  }

  ask(command: ControlCommand): ControlReply {
    const reply = this.line.ask(command, this.now);
    this.collect();
    return reply;
  }

  /** Returns the reply, which must have the given kind. */
  asked<K extends ControlReply['kind']>(
    kind: K,
    command: ControlCommand,
  ): Extract<ControlReply, { readonly kind: K }> {
    const reply = this.ask(command);
    if (isOf(kind, reply)) return reply;
    throw new Error(`The reply is ${JSON.stringify(reply)}.`);
  }
}

export class TestLine {
  answers: ControlAnswer[] = [];
  readonly tapped: TappedPacket[] = [];
  isClosed = false;
  backlog = 0;
  readonly session: ControlSession;
  #asked = 0;

  constructor(open: (line: TestLine) => ControlSession) {
    this.session = open(this);
  }

  tell(answer: ControlAnswer): void {
    if (this.isClosed) throw new Error('Something was told after the end.');
    // Normalizes the answer to plain JSON.
    this.answers.push(answer);
  }

  packets(batch: Uint8Array): void {
    for (const packet of readTapBatch(batch) ?? []) this.tapped.push(packet);
  }

  close(): void {
    if (this.isClosed) throw new Error('Closed twice.');
    this.isClosed = true;
  }

  ask(command: unknown, now: number): ControlReply {
    this.#asked += 1;
    this.answers = [];
    this.session.receive({ kind: 'ask', id: this.#asked, command }, now);
    const reply = this.answers.find((answer) => answer.kind === 'reply');
    if (reply?.id !== this.#asked) throw new Error(`No reply: ${JSON.stringify(this.answers)}.`);
    return reply.reply;
  }
}

function isOf<K extends ControlReply['kind']>(
  kind: K,
  reply: ControlReply,
): reply is Extract<ControlReply, { readonly kind: K }> {
  return reply.kind === kind;
}
