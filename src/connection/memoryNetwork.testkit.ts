/** Our broker and clients on a network without sockets that cuts connections at any byte. */
import { Broker } from '../broker/core/broker.ts';
import type { BrokerOptions } from '../broker/core/state/options.ts';
import { ManualClock } from './clock.testkit.ts';
import type { Environment, SocketHandlers } from './environment/environment.ts';

interface Wire {
  readonly handlers: SocketHandlers;
  connection: number;
  /** Bytes until the connection breaks, both directions together. */
  left: number;
  isOpen: boolean;
}

export class MemoryNetwork {
  readonly clock = new ManualClock();
  readonly #broker: Broker;
  readonly #wires = new Map<number, Wire>();
  #busy = 0;

  constructor(options: Partial<BrokerOptions> = {}) {
    this.#broker = new Broker({ seed: 7, ...options });
  }

  /** Advances the time for the broker and the clients. */
  pass(ms: number): void {
    this.clock.advance(ms);
    this.#broker.elapse(this.#now());
    this.#drain();
  }

  /** @param cuts bytes after which the first, second, … connection breaks; later ones do not break. */
  environment(cuts: readonly number[]): Environment {
    const waiting = [...cuts];
    return {
      ...this.clock.environment,
      nextTurn: (run) => {
        this.#later(run);
      },
      openSocket: (_url, [protocol = ''], handlers) => {
        const left = waiting.shift() ?? Number.POSITIVE_INFINITY;
        const wire: Wire = { handlers, connection: 0, left, isOpen: false };
        this.#later(() => {
          this.#open(wire);
        });
        return {
          protocol,
          bufferedAmount: 0,
          send: (bytes) => {
            const copy = bytes.slice();
            this.#later(() => {
              this.#toBroker(wire, copy);
            });
          },
          close: () => {
            this.#later(() => {
              this.#end(wire, 1000);
            });
          },
        };
      },
    };
  }

  /** Waits until nothing is in transit. */
  async settled(): Promise<void> {
    // mqtt.js forwards packets in its own ticks, which end before the next turn does.
    for (let quiet = 0; quiet < 4; quiet = this.#busy === 0 ? quiet + 1 : 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #later(run: () => void): void {
    this.#busy += 1;
    setImmediate(() => {
      this.#busy -= 1;
      run();
    });
  }

  #open(wire: Wire): void {
    const peer = {
      transport: 'websocket',
      address: 'test',
      loopback: true,
      secure: false,
    } as const;
    wire.connection = this.#broker.open(peer, this.#now());
    wire.isOpen = true;
    this.#wires.set(wire.connection, wire);
    wire.handlers.opened();
  }

  #toBroker(wire: Wire, bytes: Uint8Array): void {
    if (!wire.isOpen) return;
    const passing = this.#pass(wire, bytes);
    this.#broker.receive(wire.connection, passing, this.#now());
    this.#drain();
    if (wire.left === 0) this.#end(wire, 1006);
  }

  #drain(): void {
    for (const output of this.#broker.takeOutput()) {
      const wire = this.#wires.get(output.connection);
      if (!wire) continue;
      this.#later(() => {
        if (!wire.isOpen) return;
        if (output.kind === 'end') {
          this.#end(wire, 1000);
          return;
        }
        wire.handlers.received(this.#pass(wire, output.bytes));
        if (wire.left === 0) this.#end(wire, 1006);
      });
    }
  }

  #pass(wire: Wire, bytes: Uint8Array): Uint8Array {
    const passing = bytes.slice(0, wire.left);
    wire.left -= passing.length;
    return passing;
  }

  #end(wire: Wire, code: number): void {
    if (!wire.isOpen) return;
    wire.isOpen = false;
    this.#wires.delete(wire.connection);
    this.#broker.close(wire.connection, this.#now());
    this.#drain();
    wire.handlers.closed(code, '');
  }

  #now(): number {
    return this.clock.environment.wallClock();
  }
}
