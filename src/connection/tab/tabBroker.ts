/** The app's handle of the broker in the tab: one per page, started on first use. */
import {
  CLOSED,
  type FromTabWorker,
  TAB_NOT_LOADED,
  type ToClient,
  type ToTabWorker,
  tabGoodbye,
} from '../environment/portProtocol.ts';
import type { Watched } from '../environment/workerWatch.ts';

/** Opens connections to the broker. */
export interface BrokerPort {
  readonly port: MessagePort;
  /** Distinguishes it from the brokers of other tabs. */
  readonly broker: string;
}

/** A broker port of the app, which knows if its worker has been ended. */
export interface TrackedBrokerPort extends BrokerPort {
  left(): void;
  /** A request to the broker was made through it. */
  asked(): void;
  /** See `TabBroker.control`. */
  control(): MessagePort;
}

/** Messages with their ports. */
/** Observer of a worker. */
export interface Watch {
  posted(): void;
  heard(): void;
  answered(): void;
  /** @param text of the browser; undefined if a message was unreadable */
  failed(text: string | undefined): void;
  stop(): void;
}

/** @param watched includes a function that ends the worker */
type MakeWatch = (
  watched: Pick<Watched<unknown>, 'probe' | 'isAsked'> & { readonly end: () => void },
) => Watch;

type LineMessage = Extract<ToTabWorker, { readonly port: MessagePort }>;

export class TabBroker {
  readonly #name = crypto.getRandomValues(new Uint32Array(2)).join('-');
  #worker: Worker | undefined;
  #stage: 'starting' | 'ready' | 'failed' = 'starting';
  /** Kept until the worker listens, so that its failure can be reported at these ports. */
  #waiting: LineMessage[] = [];
  #brokerPorts = 0;
  /** Callbacks for the end of the worker, by broker port. */
  readonly #lost = new Map<number, () => void>();
  readonly #makeWatch: MakeWatch | undefined;
  #watch: Watch | undefined;

  constructor(makeWatch?: MakeWatch) {
    this.#makeWatch = makeWatch;
  }

  /**
   * A broker port for one worker, to be transferred, through which it opens connections. @param lost called when the
   * broker is ended
   */
  brokerPort(lost: () => void = () => undefined): TrackedBrokerPort {
    this.#brokerPorts += 1;
    const brokerPort = this.#brokerPorts;
    this.#lost.set(brokerPort, lost);
    return {
      port: this.#line((port) => ({ kind: 'broker-port', port, brokerPort })),
      broker: this.#name,
      control: () => this.control(),
      asked: () => this.#watch?.posted(),
      left: () => {
        this.#lost.delete(brokerPort);
        if (this.#stage === 'ready') this.#worker?.postMessage({ kind: 'left', brokerPort });
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
      // Later errors concern one of many connections and appear in the console.
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

/** Answers for a worker that is missing. */
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
