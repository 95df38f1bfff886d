/** Control line, from hello to close. */
import { type RefusalFact, refused } from '../core/commands/refusals.ts';
import { type ClosingAnswer, closingAnswer } from './closingAnswer.ts';
import {
  type BrokerFacts,
  CONTROL_VERSION,
  type ControlAnswer,
  type ControlCommand,
  type ControlReply,
} from './control.ts';
import { type ParsedMessage, parseControlMessage } from './parseControlMessage.ts';

/** The host's channel to the controlling side. */
export interface ControlLine {
  tell(answer: ControlAnswer): void;
  /** A message of `tapBatch.ts`. The line then owns the bytes. */
  packets(batch: Uint8Array): void;
  /** Bytes sent and not written yet. */
  readonly backlog: number;
  /** Writes the data sent before, then closes. */
  close(): void;
}

/** Events of a line, reported by its host. The host takes the instrument's output after each call. */
export interface ControlSession {
  /** A message of any shape. `now`: ms, like everywhere here. */
  receive(message: unknown, now: number): void;
  /** The line is closed. */
  closed(): void;
}

/** Handler shared by all lines. */
export interface Responder {
  facts(): BrokerFacts;
  /** A promise, which never rejects, if the command waits for a device or for a file. */
  answer(command: ControlCommand, now: number): ControlReply | Promise<ControlReply>;
  /** Nothing can be sent to the line any more. */
  left(): void;
}

/** Closes a line that sends requests without reading until this many bytes are unwritten. */
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
      const reply = this.#responder.answer(command, now);
      if (reply instanceof Promise) void reply.then((late) => this.#reply(id, late));
      else this.#reply(id, reply);
    }
  }

  closed(): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#responder.left();
  }

  /** Sends the reason and closes the line. */
  end(why: ClosingAnswer['why'], fact: RefusalFact): void {
    if (this.#state === 'over') return;
    this.#line.tell(closingAnswer(why, fact));
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

  /** An invalid command gets an answer. Any other invalid message ends the line. */
  #refuse({ id, path, error: why }: Extract<ParsedMessage, { readonly ok: false }>): void {
    const fact = { key: 'invalid', args: { path, why } } as const;
    if (id === undefined || this.#state === 'new') this.end('malformed', fact);
    else this.#reply(id, refused(fact, { path }));
  }

  #reply(id: number, reply: ControlReply): void {
    // The line may have closed while the command waited.
    if (this.#state === 'over') return;
    this.#line.tell({ kind: 'reply', id, reply });
    if (this.#line.backlog > LARGEST_BACKLOG)
      this.end('too-slow', { key: 'answers-unread', args: {} });
  }
}
