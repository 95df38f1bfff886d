/** An MQTT broker without I/O: bytes and the time come in, bytes and closings go out. */
import type { BrokerOptions, Output, Peer, Statistics } from './options.ts';

export class Broker {
  readonly #output: Output[] = [];
  #opened = 0;

  constructor(options: BrokerOptions) {
    void options;
  }

  /** A transport connection has been opened. `now`: monotonic milliseconds, as everywhere here. */
  open(peer: Peer, now: number): number {
    void peer;
    void now;
    this.#opened += 1;
    return this.#opened;
  }

  /** Bytes from the client, cut anywhere; the broker does not keep the array. */
  receive(connection: number, bytes: Uint8Array, now: number): void {
    void connection;
    void bytes;
    void now;
  }

  /** The transport is gone, whoever ended it. Unknown and ended connections are ignored. */
  close(connection: number, now: number): void {
    void connection;
    void now;
  }

  /** Tells how many bytes the transport of this connection has taken but not yet written. */
  backlog(connection: number, bytes: number, now: number): void {
    void connection;
    void bytes;
    void now;
  }

  /** Tells the time, so that keep alive, expiry and delayed wills happen. */
  elapse(now: number): void {
    void now;
  }

  /** When to call `elapse` next; undefined: nothing waits for time. May change with every call. */
  get wakeAt(): number | undefined {
    return undefined;
  }

  /** What has to be done since the last call, in order. Sent arrays may be shared: do not change them. */
  takeOutput(): Output[] {
    return this.#output.splice(0);
  }

  get statistics(): Statistics {
    return {
      connections: 0,
      sessions: 0,
      subscriptions: 0,
      retained: 0,
      messagesReceived: 0,
      messagesSent: 0,
      droppedSlow: 0,
      droppedQueue: 0,
      droppedSize: 0,
      bytesReceived: 0,
      bytesSent: 0,
    };
  }
}
