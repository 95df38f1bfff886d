/** One line of the control interface: from its hello to its end. */
import { type RefusalFact, refused } from '../core/commands/refusals.ts';
import {
  type BrokerFacts,
  CONTROL_VERSION,
  type ControlAnswer,
  type ControlCommand,
  type ControlReply,
} from './control.ts';
import { type Goodbye, goodbye } from './goodbye.ts';
import { type ParsedMessage, parseControlMessage } from './parseControlMessage.ts';

/** The way to whoever controls, as a host gives it. */
export interface ControlLine {
  tell(answer: ControlAnswer): void;
  /** One message of `tapBatch.ts`; the bytes are the line's from then on. */
  packets(batch: Uint8Array): void;
  /** Bytes that were told and are not written yet. */
  readonly backlog: number;
  /** Writes what was told before, then ends. */
  close(): void;
}

/** What a host tells of its line. Afterwards it takes the instrument's output. */
export interface ControlSession {
  /** A message of whatever shape. `now`: ms, as everywhere here. */
  receive(message: unknown, now: number): void;
  /** The line is gone. */
  closed(): void;
}

/** What stands behind all lines. */
export interface Responder {
  facts(): BrokerFacts;
  answer(command: ControlCommand, now: number): ControlReply;
  /** Nothing can be told to the line any more. */
  left(): void;
}

/** Whoever asks and does not read, up to this many bytes, is left. */
const LARGEST_BACKLOG = 16 * 1024 * 1024;

export class LineSession implements ControlSession {
  readonly #line: ControlLine;
  readonly #responder: Responder;
  #state: 'new' | 'open' | 'over' = 'new';

  constructor(line: ControlLine, responder: Responder) {
    this.#line = line;
    this.#responder = responder;
  }

  receive(value: unknown, now: number): void {
    if (this.#state === 'over') return;
    const parsed = parseControlMessage(value);
    if (!parsed.ok) {
      this.#refuse(parsed);
    } else if (parsed.message.kind === 'hello') {
      this.#welcome(parsed.message.version);
    } else if (this.#state === 'new') {
      this.end('malformed', { key: 'hello-first', args: {} });
    } else {
      const { id, command } = parsed.message;
      this.#reply(id, this.#responder.answer(command, now));
    }
  }

  closed(): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#responder.left();
  }

  /** Says why and closes the line. */
  end(why: Goodbye['why'], fact: RefusalFact): void {
    if (this.#state === 'over') return;
    this.#line.tell(goodbye(why, fact));
    this.closed();
    this.#line.close();
  }

  #welcome(version: number): void {
    if (this.#state === 'open') {
      this.end('malformed', { key: 'hello-twice', args: {} });
    } else if (version !== CONTROL_VERSION) {
      this.end('version', { key: 'other-version', args: { version: CONTROL_VERSION } });
    } else {
      this.#state = 'open';
      const broker = this.#responder.facts();
      this.#line.tell({ kind: 'welcome', version: CONTROL_VERSION, broker });
    }
  }

  /** A command that is wrong is answered; anything else that is wrong ends the line. */
  #refuse({ id, path, fault: why }: Extract<ParsedMessage, { readonly ok: false }>): void {
    const fact = { key: 'invalid', args: { path, why } } as const;
    if (id === undefined || this.#state === 'new') this.end('malformed', fact);
    else this.#reply(id, refused(fact, { path }));
  }

  #reply(id: number, reply: ControlReply): void {
    this.#line.tell({ kind: 'reply', id, reply });
    if (this.#line.backlog > LARGEST_BACKLOG)
      this.end('too-slow', { key: 'answers-unread', args: {} });
  }
}
