/** The app's end of the broker in the tab: one for a page, started when it is first used. */
import {
  CLOSED,
  type FromTabWorker,
  TAB_NOT_LOADED,
  type ToClient,
  type ToTabWorker,
  tabGoodbye,
} from '../environment/portProtocol.ts';

/** Where connections to it are opened. */
export interface TabDoor {
  readonly port: MessagePort;
  /** Tells it from the brokers of other tabs. */
  readonly broker: string;
}

/** A door as the app keeps it: it knows when the worker behind it has been ended. */
export interface KeptDoor extends TabDoor {
  left(): void;
  /** See `TabBroker.control`. */
  control(): MessagePort;
}

/** With the port that it is about. */
type LineMessage = Extract<ToTabWorker, { readonly port: MessagePort }>;

export class TabBroker {
  readonly #name = crypto.getRandomValues(new Uint32Array(2)).join('-');
  #worker: Worker | undefined;
  #stage: 'starting' | 'ready' | 'failed' = 'starting';
  /** Kept back until the worker listens, for its failure to be told at these ports. */
  #waiting: LineMessage[] = [];
  #doors = 0;

  /** For one worker, which opens its connections through it. To be transferred. */
  door(): KeptDoor {
    this.#doors += 1;
    const door = this.#doors;
    return {
      port: this.#line((port) => ({ kind: 'door', port, door })),
      broker: this.#name,
      control: () => this.control(),
      left: () => {
        if (this.#stage === 'ready') this.#worker?.postMessage({ kind: 'left', door });
      },
    };
  }

  /** A new line of the control protocol (`src/broker/control/control.ts`). May be transferred. */
  control(): MessagePort {
    return this.#line((port) => ({ kind: 'control', port }));
  }

  #line(message: (port: MessagePort) => LineMessage): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#start();
    this.#waiting.push(message(port2));
    this.#handOver();
    return port1;
  }

  #start(): void {
    if (this.#worker !== undefined) return;
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromTabWorker>) => {
      if (data.kind === 'ready') this.#stage = 'ready';
      this.#handOver();
    });
    this.#worker.addEventListener('error', () => {
      // Once it runs, an error is one of many connections and told in the console.
      if (this.#stage !== 'starting') return;
      this.#stage = 'failed';
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
