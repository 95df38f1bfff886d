/** The gateway's end of a client's connection to the broker, within the process. */
import type { Link, Transport } from '../mqtt/hostConnection.ts';

export interface LineEvents {
  received(bytes: Uint8Array): void;
  /** The broker has closed it. */
  ended(): void;
  /** The broker reads again. */
  resumed(): void;
  /** Change of the bytes that wait for it. */
  held(bytes: number): void;
}

export class BrokerLine implements Transport {
  readonly isFramed = true;
  /** The broker's output is taken at once. */
  readonly backlog = 0;
  readonly #events: LineEvents;
  /** Data for the broker while it does not read. */
  readonly #held: Uint8Array[] = [];
  #heldBytes = 0;
  #isPaused = false;
  #isOpen = true;
  link: Link | undefined;

  constructor(events: LineEvents) {
    this.#events = events;
  }

  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** Sends to the broker. */
  send(bytes: Uint8Array): void {
    if (!this.#isPaused) {
      this.link?.received(bytes);
      return;
    }
    this.#held.push(bytes);
    this.#count(bytes.length);
  }

  /** Closes it for the gateway. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#held.length = 0;
    this.#count(-this.#heldBytes);
    this.link?.closed();
  }

  write(bytes: Uint8Array, written: () => void): void {
    if (this.#isOpen) this.#events.received(bytes);
    written();
  }

  end(): void {
    if (!this.#isOpen) return;
    this.close();
    this.#events.ended();
  }

  destroy(): void {
    this.end();
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    const held = this.#held.splice(0);
    this.#count(-this.#heldBytes);
    for (const bytes of held) this.link?.received(bytes);
    this.#events.resumed();
  }

  #count(bytes: number): void {
    this.#heldBytes += bytes;
    this.#events.held(bytes);
  }
}
