/** The broker's side of a control client, controlled by a test with a manual clock. */
import type { ControlAnswer } from '../../broker/control/control.ts';
import { ManualClock } from '../clock.testkit.ts';
import type { ControlSurroundings, TextSocketHandlers } from './surroundings.ts';

export const FACTS = {
  program: 'mqttscope',
  programVersion: '1.2.3',
  host: 'companion',
  origin: 0,
} as const;

export class FarSocket {
  readonly url: string;
  readonly sent: unknown[] = [];
  readonly #handlers: TextSocketHandlers;
  isClosed = false;

  constructor(url: string, handlers: TextSocketHandlers) {
    this.url = url;
    this.#handlers = handlers;
  }

  open(): void {
    this.#handlers.opened();
  }

  text(text: string): void {
    this.#handlers.text(text);
  }

  tell(answer: ControlAnswer): void {
    this.text(JSON.stringify(answer));
  }

  /** Opens the line, reads the greeting and sends the welcome. */
  welcome(): void {
    this.open();
    this.tell({ kind: 'welcome', version: 1, broker: FACTS });
  }

  bytes(bytes: Uint8Array): void {
    this.#handlers.bytes(bytes);
  }

  cut(): void {
    this.#handlers.closed();
  }
}

/** Sockets in opening order. */
export class FarEnd {
  readonly clock = new ManualClock();
  readonly sockets: FarSocket[] = [];

  readonly surroundings: ControlSurroundings = {
    after: (ms, run) => this.clock.environment.after(ms, run),
    random: () => 0,
    openSocket: (url, handlers) => {
      const socket = new FarSocket(url, handlers);
      this.sockets.push(socket);
      return {
        send: (text) => {
          const message: unknown = JSON.parse(text);
          socket.sent.push(message);
        },
        close: () => {
          socket.isClosed = true;
        },
      };
    },
  };

  /** The newest socket, after pending promises have settled. */
  async socket(): Promise<FarSocket> {
    await settled();
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  }
}

/** Resolves after the callbacks of settled promises have run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
