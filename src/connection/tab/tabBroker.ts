/** The app's end of the broker in the tab: one for a page, started when it is first used. */
import {
  CLOSED,
  type FromTabWorker,
  TAB_NOT_LOADED,
  type ToClient,
  type ToTabWorker,
  tabGoodbye,
} from '../environment/portProtocol.ts';
import type { Watched } from '../environment/workerWatch.ts';

/** Where connections to it are opened. */
export interface TabDoor {
  readonly port: MessagePort;
  /** Tells it from the brokers of other tabs. */
  readonly broker: string;
}

/** A door as the app keeps it: it knows when the worker behind it has been ended. */
export interface KeptDoor extends TabDoor {
  left(): void;
  /** Something was asked of the broker through it. */
  asked(): void;
  /** See `TabBroker.control`. */
  control(): MessagePort;
}

/** With the port that it is about. */
/** Watches a worker. */
export interface Watch {
  posted(): void;
  heard(): void;
  answered(): void;
  /** @param text of the browser; undefined: a message could not be read */
  failed(text: string | undefined): void;
  stop(): void;
}

/** @param watched with how to end it */
type MakeWatch = (
  watched: Pick<Watched<unknown>, 'probe' | 'isAsked'> & { readonly end: () => void },
) => Watch;

type LineMessage = Extract<ToTabWorker, { readonly port: MessagePort }>;

export class TabBroker {
  readonly #name = crypto.getRandomValues(new Uint32Array(2)).join('-');
  #worker: Worker | undefined;
  #stage: 'starting' | 'ready' | 'failed' = 'starting';
  /** Kept back until the worker listens, for its failure to be told at these ports. */
  #waiting: LineMessage[] = [];
  #doors = 0;
  /** Callbacks for the end of the worker, by door. */
  readonly #lost = new Map<number, () => void>();
  readonly #makeWatch: MakeWatch | undefined;
  #watch: Watch | undefined;

  constructor(makeWatch?: MakeWatch) {
    this.#makeWatch = makeWatch;
  }

  /** For one worker, which opens its connections through it. To be transferred. @param lost the broker was ended */
  door(lost: () => void = () => undefined): KeptDoor {
    this.#doors += 1;
    const door = this.#doors;
    this.#lost.set(door, lost);
    return {
      port: this.#line((port) => ({ kind: 'door', port, door })),
      broker: this.#name,
      control: () => this.control(),
      asked: () => this.#watch?.posted(),
      left: () => {
        this.#lost.delete(door);
        if (this.#stage === 'ready') this.#worker?.postMessage({ kind: 'left', door });
      },
    };
  }

  /** A new line of the control protocol (`src/broker/control/control.ts`). May be transferred. */
  control(): MessagePort {
    return this.#line((port) => ({ kind: 'control', port }));
  }

  /** Ends the broker at once. Its clients lose their connections, and the next connection starts a new broker. */
  end(): void {
    this.#watch?.stop();
    this.#watch = undefined;
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#stage = 'starting';
    const lost = [...this.#lost.values()];
    this.#lost.clear();
    for (const tell of lost) tell();
  }

  #line(message: (port: MessagePort) => LineMessage): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#start();
    this.#waiting.push(message(port2));
    this.#handOver();
    this.#watch?.posted();
    return port1;
  }

  #start(): void {
    if (this.#worker !== undefined) return;
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    this.#worker = worker;
    this.#watch = this.#makeWatch?.({
      probe: () => worker.postMessage({ kind: 'probe' } satisfies ToTabWorker),
      isAsked: () => false,
      end: () => this.end(),
    });
    worker.addEventListener('message', ({ data }: MessageEvent<FromTabWorker>) => {
      if (data.kind === 'alive') this.#watch?.answered();
      else this.#watch?.heard();
      if (data.kind === 'ready') this.#stage = 'ready';
      this.#handOver();
    });
    worker.addEventListener('messageerror', () => this.#watch?.failed(undefined));
    worker.addEventListener('error', ({ message }) => {
      if (this.#stage !== 'failed') this.#watch?.failed(message);
      // Once it runs, an error is one of many connections and told in the console.
      if (this.#stage !== 'starting') return;
      this.#stage = 'failed';
      this.#watch?.stop();
      this.#handOver();
    });
  }

  #handOver(): void {
    if (this.#stage === 'starting') return;
    for (const line of this.#waiting.splice(0)) {
      if (this.#stage === 'ready') this.#worker?.postMessage(line, [line.port]);
      else refuse(line);
    }
  }
}

/** Answers in the place of a worker that is not there. */
function refuse({ kind, port }: LineMessage): void {
  if (kind === 'control') {
    port.postMessage(tabGoodbye('tab-not-loaded'));
    return;
  }
  const closed: ToClient = { kind: 'closed', code: CLOSED.abnormal, reason: TAB_NOT_LOADED };
  port.onmessage = ({ ports }) => {
    for (const line of ports) line.postMessage(closed);
  };
}
