/** Serves one WebSocket of a controller: first the token, then a session. */
import { performance } from 'node:perf_hooks';
import type { WebSocket } from 'ws';
import { type ClosingAnswer, closingAnswer } from '../../broker/control/closingAnswer.ts';
import type { ControlAnswer } from '../../broker/control/control.ts';
import type { ControlLine, ControlSession } from '../../broker/control/controlSession.ts';
import { parseControlMessage } from '../../broker/control/parseControlMessage.ts';
import type { RefusalFact } from '../../broker/core/commands/refusals.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import type { TokenRefusal } from './controlToken.ts';

/** ms from opening to `hello`. */
const HELLO_WITHIN = 5_000;
/** Bytes before `hello` is accepted, including it. */
const LARGEST_HELLO = 8 * 1024;
/** Above this many unwritten bytes, reading stops and requests wait. */
const STOP_READING = 8 * 1024 * 1024;
/** Below this many bytes, a slow reader has caught up. */
const CAUGHT_UP = 2 * 1024 * 1024;
/**
 * Above this many bytes, the reader is too slow and is disconnected: observers have already dropped all that
 * they may.
 */
const TOO_MUCH = 32 * 1024 * 1024;
/** ms after which a peer that does not close its side is cut off. */
const LINGER = 1_000;
const CLOSE_GOING_AWAY = 1001;
const CLOSE_POLICY = 1008;

export interface ControlGate {
  /** Undefined: the token is right. */
  judge(token: string | undefined): TokenRefusal | undefined;
  open(line: ControlLine): ControlSession;
  /** Called when a slow line has caught up, so that omissions can be reported. */
  caughtUp(): void;
}

export class ControlConnection implements ControlLine {
  readonly #webSocket: WebSocket;
  readonly #gate: ControlGate;
  readonly #helloTimer: NodeJS.Timeout;
  #session: ControlSession | undefined;
  #wasIn = false;
  #bytesBeforeHello = 0;
  #isBehind = false;
  #hasEnded = false;

  constructor(webSocket: WebSocket, gate: ControlGate) {
    this.#webSocket = webSocket;
    this.#gate = gate;
    this.#helloTimer = setTimeout(() => {
      this.closeWith('malformed', { key: 'hello-late', args: { seconds: HELLO_WITHIN / 1000 } });
    }, HELLO_WITHIN);
    webSocket.on('message', (data, isBinary) => {
      if (this.#hasEnded) return;
      this.#receive(isBinary || !(data instanceof Buffer) ? undefined : data.toString());
    });
    webSocket.on('close', () => this.#closed());
    // 'close' follows with the code that ws has sent.
    webSocket.on('error', () => undefined);
  }

  /** True if the token was right. */
  get isIn(): boolean {
    return this.#session !== undefined;
  }

  /** Counts received bytes, also of incomplete messages and after the end. */
  arrived(length: number): void {
    if (this.#wasIn) return;
    this.#bytesBeforeHello += length;
    if (this.#bytesBeforeHello <= LARGEST_HELLO) return;
    this.closeWith('malformed', { key: 'hello-large', args: {} });
    // `ws` would buffer its input until a message is complete.
    this.#webSocket.pause();
  }

  get backlog(): number {
    return this.#webSocket.bufferedAmount;
  }

  tell(answer: ControlAnswer): void {
    this.#send(JSON.stringify(answer));
  }

  packets(batch: Uint8Array): void {
    this.#send(batch);
  }

  close(): void {
    this.#end(CLOSE_POLICY);
  }

  closeWith(why: ClosingAnswer['why'], fact: RefusalFact): void {
    if (this.#hasEnded) return;
    this.#webSocket.send(JSON.stringify(closingAnswer(why, fact)));
    this.#end(why === 'ended' ? CLOSE_GOING_AWAY : CLOSE_POLICY);
  }

  /** `text`: undefined for a message that is not text. */
  #receive(text: string | undefined): void {
    const value = text === undefined ? undefined : parseJson(text);
    if (this.#session !== undefined) this.#session.receive(value, performance.now());
    else this.#greet(value);
  }

  /** Before a right token there is no session, and only errors are sent. */
  #greet(value: unknown): void {
    const parsed = parseControlMessage(value);
    if (!parsed.ok || parsed.message.kind !== 'hello') {
      this.closeWith('malformed', { key: 'hello-form', args: {} });
      return;
    }
    const refusal = this.#gate.judge(parsed.message.token);
    if (refusal !== undefined) {
      this.closeWith(refusal.why, refusal.fact);
      return;
    }
    clearTimeout(this.#helloTimer);
    this.#wasIn = true;
    this.#session = this.#gate.open(this);
    this.#session.receive(value, performance.now());
  }

  #send(data: string | Uint8Array): void {
    if (this.#hasEnded) return;
    if (this.backlog > TOO_MUCH) {
      this.closeWith('too-slow', { key: 'unread', args: {} });
      return;
    }
    this.#webSocket.send(data, () => this.#written());
    this.#isBehind ||= this.backlog > CAUGHT_UP;
    if (this.backlog > STOP_READING) this.#webSocket.pause();
  }

  #written(): void {
    if (!this.#isBehind || this.#hasEnded || this.backlog >= CAUGHT_UP) return;
    this.#isBehind = false;
    this.#webSocket.resume();
    this.#gate.caughtUp();
  }

  #end(code: number): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearTimeout(this.#helloTimer);
    this.#endSession();
    this.#webSocket.resume();
    this.#webSocket.close(code);
    const linger = setTimeout(() => this.#webSocket.terminate(), LINGER);
    this.#webSocket.once('close', () => clearTimeout(linger));
  }

  #closed(): void {
    this.#hasEnded = true;
    clearTimeout(this.#helloTimer);
    this.#endSession();
  }

  #endSession(): void {
    const session = this.#session;
    this.#session = undefined;
    session?.closed();
  }
}
