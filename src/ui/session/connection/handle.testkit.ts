/** Replaces a connection's worker in tests: records its input, answers nothing, and emits the events of the test. */
import type { Command, ConnectionEvent } from '../../../connection/protocol/protocol.ts';
import type { ConnectionHandle } from './connectionHandle.ts';

/** State of a connection without limits of the broker. */
export const CONNECTED = {
  kind: 'connected',
  sessionPresent: false,
  sessionLost: false,
  keepAlive: 60,
  clientId: 'c',
  maximumQoS: 2,
  retainAvailable: true,
} as const;

export class SilentHandle implements ConnectionHandle {
  readonly sent: Command[] = [];
  readonly #listeners = new Set<(event: ConnectionEvent) => void>();

  send(command: Command): void {
    this.sent.push(command);
  }

  ask(): Promise<never> {
    return new Promise(() => undefined);
  }

  listen(listener: (event: ConnectionEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  keepWaiting(): void {
    // There is nothing to wait for.
  }

  end(): void {
    // There is nothing to end.
  }

  close(): void {
    // There is nothing to end.
  }

  tell(event: ConnectionEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
