/**
 * Client of a broker's control interface. A lost line is reopened with growing pauses. Subscriptions to taps
 * and marks must be renewed by their owners at the next `open`.
 */

import type { ClosingAnswer } from '../../broker/control/closingAnswer.ts';
import {
  type BrokerFacts,
  CONTROL_VERSION,
  type ControlAnswer,
  type ControlCommand,
  type ControlReply,
} from '../../broker/control/control.ts';
import { notAsked } from '../../broker/core/commands/lineRefusals.ts';
import type { Said } from '../../broker/core/commands/refusals.ts';
import type { TapEvent } from '../../broker/tap/commands.ts';
import { delayBefore } from '../environment/backOff.ts';
import type { Cancel } from '../environment/environment.ts';
import type { ControlAccess } from './controlAccess.ts';
import { type Line, openLine } from './line.ts';
import { idOf, parseAnswer } from './parseAnswer.ts';
import { browserSurroundings, type ControlSurroundings } from './surroundings.ts';

export type ControlState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly facts: BrokerFacts }
  /** A retry follows automatically. `said`: the broker's message, if any. */
  | { readonly kind: 'lost'; readonly said: Said | undefined }
  /** Only `renew` tries again. */
  | { readonly kind: 'refused'; readonly why: 'token' | 'version'; readonly said: Said };

export interface ControlHandlers {
  readonly state?: (state: ControlState) => void;
  readonly event?: (event: TapEvent) => void;
  /** See `tapBatch.ts`. */
  readonly packets?: (batch: Uint8Array) => void;
}

/** Determines the address again before each attempt. `no-token`: there is no token for us. */
export type Reach = () => Promise<ControlAccess | 'no-token' | 'unreachable'>;

/** ms from the opening of a line to its welcome message. */
const WELCOME_WITHIN = 10_000;
/** ms. The broker's host answers at once or never. */
const REPLY_WITHIN = 20_000;

interface PendingCommand {
  readonly command: ControlCommand;
  readonly resolve: (reply: ControlReply) => void;
  readonly overdue: Cancel;
}

export class ControlClient {
  readonly #handlers: ControlHandlers;
  readonly #surroundings: ControlSurroundings;
  #reach: Reach;
  #state: ControlState = { kind: 'opening' };
  #line: Line | undefined;
  /** Number of the attempt since the last welcome, starting at 1. */
  #attempt = 0;
  /** Number of the current attempt; results of earlier ones are ignored. */
  #round = 0;
  #waiting: Cancel = () => undefined;
  #lastId = 0;
  /** Pending requests by id; sent when the line is open. */
  readonly #asked = new Map<number, PendingCommand>();
  #closed = false;

  /** Starts opening. */
  constructor(
    access: ControlAccess | Reach,
    handlers: ControlHandlers,
    surroundings: ControlSurroundings = browserSurroundings,
  ) {
    this.#handlers = handlers;
    this.#surroundings = surroundings;
    this.#reach = reachOf(access);
    this.#open();
  }

  get state(): ControlState {
    return this.#state;
  }

  /** Never rejects: an impossible request gives `refused`. Requests wait while the line opens. */
  ask(command: ControlCommand): Promise<ControlReply> {
    const { kind } = this.#state;
    if (this.#closed || kind === 'lost' || kind === 'refused') {
      return Promise.resolve(notAsked('not-open'));
    }
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      const overdue = this.#surroundings.after(REPLY_WITHIN, () => {
        this.#answer(id, notAsked('late'));
      });
      this.#asked.set(id, { command, resolve, overdue });
      if (kind === 'open') this.#line?.send({ kind: 'ask', id, command });
    });
  }

  /** Switches to another way at once, instead of the open one. */
  renew(access: ControlAccess | Reach): void {
    this.#reach = reachOf(access);
    this.#attempt = 0;
    this.#open();
  }

  /** Retries at once if the line is lost. */
  hurry(): void {
    if (this.#state.kind !== 'lost') return;
    this.#attempt = 0;
    this.#open();
  }

  close(): void {
    this.#end();
    this.#closed = true;
    this.#refuseAll(notAsked('closed'));
  }

  #open(): void {
    if (this.#closed) return;
    this.#end();
    this.#attempt += 1;
    const round = this.#round;
    // Retries are not reported: the state stays lost until the line is open.
    if (this.#state.kind !== 'lost' || this.#attempt === 1) this.#become({ kind: 'opening' });
    this.#reach().then(
      (access) => {
        if (round === this.#round) this.#enter(access);
      },
      () => {
        if (round === this.#round) this.#lose(undefined);
      },
    );
  }

  #enter(access: Awaited<ReturnType<Reach>>): void {
    if (access === 'unreachable') {
      this.#lose(undefined);
    } else if (access === 'no-token') {
      this.#refuse('token', notAsked('no-token'));
    } else {
      const { token } = access.kind === 'socket' ? access : { token: undefined };
      try {
        this.#line = openLine(access, this.#surroundings, {
          opened: (line) => {
            line.send(hello(token));
          },
          told: (value) => {
            const answer = parseAnswer(value);
            if (answer !== undefined) this.#hear(answer);
            else this.#answer(idOf(value), notAsked('not-understood'));
          },
          packets: (batch) => this.#handlers.packets?.(batch),
          closed: () => {
            this.#lose(undefined);
          },
        });
        this.#waiting = this.#surroundings.after(WELCOME_WITHIN, () => this.#lose(undefined));
      } catch {
        this.#lose(undefined);
      }
    }
  }

  #hear(answer: ControlAnswer): void {
    switch (answer.kind) {
      case 'welcome':
        this.#waiting();
        this.#attempt = 1;
        this.#become({ kind: 'open', facts: answer.broker });
        for (const [id, { command }] of this.#asked) this.#line?.send({ kind: 'ask', id, command });
        break;
      case 'goodbye':
        if (answer.why === 'token' || answer.why === 'version') {
          this.#refuse(answer.why, saidIn(answer));
        } else {
          this.#lose(saidIn(answer));
        }
        break;
      case 'reply':
        if (answer.reply.kind === 'facts') this.#learn(answer.reply.facts);
        this.#answer(answer.id, answer.reply);
        break;
      case 'marks':
      case 'tap-opened':
      case 'tap-closed':
      case 'tap-half-closed':
      case 'tap-text':
      case 'tap-gap':
        this.#handlers.event?.(answer);
        break;
    }
  }

  #learn(facts: BrokerFacts): void {
    const { kind, ...known } = this.#state;
    if (kind !== 'open' || JSON.stringify(known) === JSON.stringify({ facts })) return;
    this.#become({ kind, facts });
  }

  #lose(said: Said | undefined): void {
    this.#end();
    this.#become({ kind: 'lost', said });
    this.#refuseAll(said ?? notAsked('no-answer'));
    const delay = delayBefore(this.#attempt + 1, this.#surroundings.random());
    this.#waiting = this.#surroundings.after(delay, () => this.#open());
  }

  #refuse(why: 'token' | 'version', said: Said): void {
    this.#end();
    this.#become({ kind: 'refused', why, said });
    this.#refuseAll(said);
  }

  /** Ends the current line and timer, if any. */
  #end(): void {
    this.#round += 1;
    this.#waiting();
    this.#line?.close();
    this.#line = undefined;
  }

  #become(state: ControlState): void {
    this.#state = state;
    this.#handlers.state?.(state);
  }

  /** A newer broker may send unknown messages; anything that answers no request is ignored. */
  #answer(id: number | undefined, reply: ControlReply): void {
    const asked = id === undefined ? undefined : this.#asked.get(id);
    if (id !== undefined) this.#asked.delete(id);
    asked?.overdue();
    asked?.resolve(reply);
  }

  #refuseAll(said: Said): void {
    for (const id of this.#asked.keys()) this.#answer(id, { kind: 'refused', ...said });
  }
}

const saidIn = ({ message, fact }: ClosingAnswer): Said => ({
  reason: message,
  ...(fact && { fact }),
});

function hello(token: string | undefined) {
  return {
    kind: 'hello',
    version: CONTROL_VERSION,
    ...(token === undefined ? {} : { token }),
  } as const;
}

function reachOf(access: ControlAccess | Reach): Reach {
  if (typeof access === 'function') return access;
  let used = false;
  return () => {
    const isGone = used && access.kind === 'port';
    used = true;
    return Promise.resolve(isGone ? 'unreachable' : access);
  };
}
