/** The app's handle of one connection. Starts its worker, whose code stays out of the app's own bundle. */
import { isBridged } from '../profiles/addresses/bridgedAddress.ts';
import type { ConnectionSettings } from '../profiles/settings/settings.ts';
import { isTabAddress } from '../profiles/settings/tabAddress.ts';
import {
  type AnswerTo,
  ConnectionClosed,
  OpenQuestions,
  type Question,
} from './environment/questions.ts';
import { type WatchClock, WorkerWatch } from './environment/workerWatch.ts';
import type { ConnectionFact } from './protocol/connectionFacts.ts';
import { apart, type PostedEvent } from './protocol/outcomesTogether.ts';
import { type Command, type ConnectionEvent, portsOf } from './protocol/protocol.ts';
import type { BrokerPort, TrackedBrokerPort } from './tab/tabBroker.ts';

/** Messages from a worker. */
export type FromWorker =
  | { readonly kind: 'events'; readonly events: readonly PostedEvent[] }
  /** Nothing waits to be written any more. */
  | { readonly kind: 'drained' }
  /** The answer to a probe. */
  | { readonly kind: 'alive' };

/** Messages to a worker; it answers `drain` with `drained`. */
export type ToWorker =
  | Command
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  | { readonly kind: 'drain' }
  /** Answered at once with `alive`. */
  | { readonly kind: 'probe' }
  /** Sent before the first `connect` that uses it; serves all of them. */
  | { readonly kind: 'broker-port'; readonly brokerPort: BrokerPort }
  /** The broker at the other end was ended, and with it the connections through this broker port. */
  | { readonly kind: 'broker-lost' }
  /** A line to the control interface of the broker in the tab, for a device that requests a token. */
  | { readonly kind: 'tab-control'; readonly port: MessagePort }
  /** Lets the page control its companion, which queries the platform for a device. */
  | { readonly kind: 'pass'; readonly pass: string | undefined };

const CLOSED = 'This connection has been closed.';
/** ms after which a worker that is still running is terminated. */
const LONGEST_FAREWELL = 2000;
/** ms until a worker whose script could not be loaded is started again, doubled up to the longest. */
const FIRST_RESTART = 1000;
const LONGEST_RESTART = 8000;

/** Resources of the page for its connections. */
interface OfPage {
  /** Starts the worker (`worker.ts`). */
  readonly worker: () => Worker;
  /** Opens a port to the broker in the tab; called on demand, at most once. */
  readonly brokerPort: (lost: () => void) => TrackedBrokerPort;
  /** undefined: the page may not control its companion. */
  readonly pass: () => string | undefined;
  readonly clock: WatchClock;
}

export class Connection {
  #worker: Worker;
  readonly #page: OfPage;
  #brokerPort: TrackedBrokerPort | undefined;
  #hasControl = false;
  readonly #listeners = new Set<(event: ConnectionEvent) => void>();
  readonly #questions = new OpenQuestions();
  #closing: Promise<void> | undefined;
  readonly #watch: WorkerWatch<ConnectionFact>;
  #drained: () => void = () => undefined;
  /** Posts that are repeated if the worker has to be started again. Undefined once that is needless or impossible. */
  #repeatable: (() => void)[] | undefined = [];
  #restart = FIRST_RESTART;
  #cancelRestart: () => void = () => undefined;

  constructor(page: OfPage) {
    this.#page = page;
    this.#worker = this.#begin();
    this.#watch = new WorkerWatch(page.clock, {
      probe: () => this.#post({ kind: 'probe' }),
      isAsked: () => this.#questions.isAny,
      tell: (silence) => this.#tell({ kind: 'silence', silence }),
    });
  }

  send(command: Command): void {
    if (this.#closing) return;
    this.#watch.posted();
    if (command.kind === 'disconnect') this.#watch.raise();
    const ports = portsOf(command);
    // A port can be transferred only once.
    if (ports.length > 0) this.#repeatable = undefined;
    this.#repeatably(() => this.#send(command, ports));
  }

  #send(command: Command, ports: MessagePort[]): void {
    if (command.kind === 'connect') {
      const { settings } = command;
      if (isTabAddress(settings.url)) this.#giveBrokerPort(settings);
      else if (isPreAuthenticated(settings) || isBridged(settings.url, settings.line)) {
        this.#post({ kind: 'pass', pass: this.#page.pass() });
      }
    }
    this.#post(command, ports);
    this.#brokerPort?.asked();
  }

  /**
   * Events arrive one by one, in order; answers go only to their callers. Returns a function that stops
   * listening.
   */
  listen(listener: (event: ConnectionEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Rejects with the error, or with `ConnectionClosed` when the connection is closed. */
  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    if (this.#closing) return Promise.reject(new ConnectionClosed(CLOSED));
    this.#watch.posted(true);
    this.#brokerPort?.asked();
    return this.#questions.ask(question, (id) =>
      this.#repeatably(() => this.#post({ kind: 'ask', id, question })),
    );
  }

  /** Suppresses the warning about a worker that does not answer for a while. */
  keepWaiting(): void {
    this.#watch.keepWaiting();
  }

  /** Terminates the worker at once, without a DISCONNECT. Nothing is sent afterwards. */
  end(): void {
    this.#closing = Promise.resolve();
    this.#terminate();
    this.#questions.fail(new ConnectionClosed(CLOSED));
  }

  /** Sends DISCONNECT, waits until it has left, and ends the worker. No events follow. */
  close(): Promise<void> {
    this.#closing ??= new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#terminate();
        resolve();
      };
      const timer = setTimeout(end, LONGEST_FAREWELL);
      this.#drained = end;
      this.#post({ kind: 'disconnect' });
      this.#post({ kind: 'drain' });
    });
    this.#questions.fail(new ConnectionClosed(CLOSED));
    return this.#closing;
  }

  #begin(): Worker {
    const worker = this.#page.worker();
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      this.#repeatable = undefined;
      if (data.kind === 'alive') this.#watch.answered();
      else this.#watch.heard();
      if (data.kind === 'drained') this.#drained();
      else if (data.kind === 'events') for (const event of data.events) this.#hear(event);
    });
    worker.addEventListener('error', (event) => {
      // Otherwise the window receives it too, and the page shows it twice. It stays in the console.
      event.preventDefault();
      if ('filename' in event) console.error(event.message, `${event.filename}:${event.lineno}`);
      // The script or one of its imports could not be loaded.
      else if (this.#repeatable !== undefined) {
        this.#beginAgain(this.#repeatable);
        return;
      }
      this.#failed(errorOf(event.message));
    });
    worker.addEventListener('messageerror', () =>
      this.#failed({ key: 'worker-message', args: {} }),
    );
    return worker;
  }

  #beginAgain(repeatable: readonly (() => void)[]): void {
    this.#watch.failed({ key: 'no-worker', args: {} });
    this.#cancelRestart = this.#page.clock.after(this.#restart, () => {
      this.#worker.terminate();
      this.#worker = this.#begin();
      this.#brokerPort?.left();
      this.#brokerPort = undefined;
      this.#hasControl = false;
      for (const post of repeatable) post();
      this.#post({ kind: 'probe' });
    });
    this.#restart = Math.min(2 * this.#restart, LONGEST_RESTART);
  }

  /** Posts now, and again to a worker that has to be started again. */
  #repeatably(post: () => void): void {
    this.#repeatable?.push(post);
    post();
  }

  #terminate(): void {
    this.#cancelRestart();
    this.#watch.stop();
    this.#worker.terminate();
    this.#brokerPort?.left();
  }

  #failed(why: ConnectionFact): void {
    this.#tell({ kind: 'fault', why });
    this.#questions.fail(new Error(why.key === 'said' ? why.args.text : why.key));
    this.#watch.failed(why);
  }

  #giveBrokerPort(settings: ConnectionSettings): void {
    if (!this.#brokerPort) {
      this.#brokerPort = this.#page.brokerPort(() => this.#loseBroker());
      const { port, broker } = this.#brokerPort;
      this.#post({ kind: 'broker-port', brokerPort: { port, broker } }, [port]);
    }
    if (!isPreAuthenticated(settings) || this.#hasControl) return;
    this.#hasControl = true;
    const port = this.#brokerPort.control();
    this.#post({ kind: 'tab-control', port }, [port]);
  }

  #loseBroker(): void {
    this.#brokerPort = undefined;
    this.#hasControl = false;
    if (!this.#closing) this.#post({ kind: 'broker-lost' });
  }

  #post(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #hear(event: PostedEvent): void {
    if (event.kind === 'published-together') apart(event, (one) => this.#tell(one));
    else if (event.kind === 'answered') this.#questions.hear(event);
    else this.#tell(event);
  }

  #tell(event: ConnectionEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

const isPreAuthenticated = ({ signIn }: ConnectionSettings): boolean =>
  signIn.kind === 'alibaba' && signIn.how === 'https';

/** @param message empty if its script could not be loaded */
const errorOf = (message = ''): ConnectionFact =>
  message === '' ? { key: 'no-worker', args: {} } : { key: 'said', args: { text: message } };
