/**
 * Hosts the broker in its worker. Received bytes are passed on at once. Output is collected until the next
 * turn of the event loop and leaves as one frame per connection.
 */

import { joined } from '../../base/bytes.ts';
import type { Peer } from '../../broker/core/contract/parties.ts';
import type { RecordingBroker } from '../../broker/warmStart/recordingBroker.ts';
import { Alarm, type Clock, millisecondsOf } from './alarm.ts';

/** The broker, or an instrument that contains it. */
export type HostedBroker = Pick<
  RecordingBroker,
  'open' | 'receive' | 'close' | 'backlog' | 'elapse' | 'wakeAt' | 'takeOutput'
>;

/** Carries bytes to a client. */
export interface Carrier {
  /** Bytes sent that the client has not consumed yet. */
  readonly backlog: number;
  /** Sends a frame and takes ownership of its buffer. */
  send(frame: Uint8Array<ArrayBuffer>): void;
  /** Ends after everything sent before. */
  end(): void;
}

/** Callbacks for a carrier. */
export interface HostedLine {
  received(bytes: Uint8Array): void;
  /** The client has consumed some bytes. */
  taken(): void;
  /** The client has closed. */
  closed(): void;
}

/** All clients are in the same page. */
const TAB_PEER: Peer = { transport: 'port', address: 'tab', loopback: true, secure: false };

/** Smaller backlogs are noise and not reported to the broker, unless it knows of a larger one. */
const WORTH_TELLING = 64 * 1024;

interface Hosted {
  readonly carrier: Carrier;
  readonly pending: Uint8Array[];
  toldBacklog: number;
}

export class TabHost {
  #broker: HostedBroker;
  readonly #clock: Clock;
  readonly #alarm: Alarm;
  readonly #lines = new Map<number, Hosted>();
  #turnComes = false;

  constructor(broker: HostedBroker, clock: Clock) {
    this.#broker = broker;
    this.#clock = clock;
    this.#alarm = new Alarm(clock, (now) => {
      this.#broker.elapse(now);
      this.#flush();
    });
  }

  /** Replaces the interface of the same broker. */
  handTo(broker: HostedBroker): void {
    this.#broker = broker;
    this.soon();
  }

  /** Accepts a client. */
  open(carrier: Carrier): HostedLine {
    const id = this.#broker.open(TAB_PEER, this.#now());
    const line: Hosted = { carrier, pending: [], toldBacklog: 0 };
    this.#lines.set(id, line);
    this.soon();
    return {
      received: (bytes) => {
        if (!this.#lines.has(id)) return;
        this.#broker.receive(id, bytes, this.#now());
        this.soon();
      },
      taken: () => {
        this.#reportBacklog(id, line);
      },
      closed: () => {
        if (!this.#lines.delete(id)) return;
        this.#broker.close(id, this.#now());
        this.soon();
      },
    };
  }

  /** Collects the broker's output in the next turn, after all pending input. */
  soon(): void {
    if (this.#turnComes) return;
    this.#turnComes = true;
    this.#clock.nextTurn(() => {
      this.#turnComes = false;
      this.#flush();
    });
  }

  #now(): number {
    return millisecondsOf(this.#clock);
  }

  #flush(): void {
    const ended = new Set<number>();
    const written = new Map<number, Hosted>();
    for (const output of this.#broker.takeOutput()) {
      const line = this.#lines.get(output.connection);
      if (line === undefined) continue;
      if (output.kind === 'end') ended.add(output.connection);
      else {
        line.pending.push(output.bytes);
        written.set(output.connection, line);
      }
    }
    for (const [id, line] of written) {
      // Copied, because the broker's buffers may be shared, and a port copies a view's whole buffer.
      line.carrier.send(joined(line.pending.splice(0)));
      this.#reportBacklog(id, line);
    }
    for (const id of ended) {
      const line = this.#lines.get(id);
      this.#lines.delete(id);
      this.#broker.close(id, this.#now());
      line?.carrier.end();
    }
    this.#alarm.set(this.#broker.wakeAt);
  }

  #reportBacklog(id: number, line: Hosted): void {
    const { backlog } = line.carrier;
    if (backlog < WORTH_TELLING && line.toldBacklog === 0) return;
    if (!this.#lines.has(id)) return;
    line.toldBacklog = backlog < WORTH_TELLING ? 0 : backlog;
    this.#broker.backlog(id, line.toldBacklog, this.#now());
    this.soon();
  }
}
