/**
 * Counts bytes that the transports have accepted but not written until they close: for clients that do not
 * read, and for ended connections. Above the limit, the connection with the most bytes is cut.
 */

import type { Output } from '../contract/output.ts';
import { overLimit, REASON } from '../contract/reasons.ts';
import type { Refusal } from '../contract/verdicts.ts';
import type { Deadline } from '../memory/deadlines.ts';
import type { Link, Outlet } from '../output/link.ts';
import type { Connection } from '../sessions/connection.ts';
import type { Core } from '../state/core.ts';

/** ms within which a client must read something while the total is too large. */
const READ_TIMEOUT = 5000;

const TOO_SLOW = overLimit(
  'backlogTotal',
  REASON.quotaExceeded,
  'What clients do not read uses up all memory.',
);

interface Acting {
  readonly core: Core;
  readonly outlet: Outlet;
  readonly connections: ReadonlyMap<number, Connection>;
  drop(link: Link, refusal: Refusal): void;
}

export class SendBacklog {
  readonly #host: Acting;
  /** Unwritten bytes of ended connections whose transports are still open. */
  readonly #lingering = new Map<number, number>();
  /** Connections to close at once. */
  readonly #cut: number[] = [];
  #deadline: Deadline | undefined;

  constructor(host: Acting) {
    this.#host = host;
  }

  /** The broker has ended that connection; its transport still has these bytes to write. */
  ended(connection: number, bytes: number): void {
    this.#lingering.set(connection, bytes);
    this.#host.outlet.outgoing.add(bytes);
  }

  /** The host's count for an ended connection. */
  report(connection: number, bytes: number): void {
    const before = this.#lingering.get(connection);
    if (before === undefined) return;
    this.#lingering.set(connection, bytes);
    this.#host.outlet.outgoing.add(bytes - before);
  }

  /** The transport of an ended connection is closed. */
  gone(connection: number): void {
    this.report(connection, 0);
    this.#lingering.delete(connection);
  }

  /** Cuts connections until the rest is within the limit, or all others are still within the waiting time. */
  check(now: number): void {
    const { core, outlet } = this.#host;
    while (outlet.outgoing.bytes > outlet.outgoing.limit) {
      const largest = this.#largest(now);
      if (largest === undefined) {
        this.#deadline ??= core.deadlines.set(now + READ_TIMEOUT, (then) => {
          this.#deadline = undefined;
          this.check(then);
        });
        return;
      }
      this.#close(largest);
    }
    core.deadlines.cancel(this.#deadline);
    this.#deadline = undefined;
  }

  /** Adds the closings for the host. */
  take(output: Output[]): void {
    for (const connection of this.#cut.splice(0)) {
      output.push({ kind: 'end', connection, atOnce: true });
    }
  }

  #largest(now: number): number | undefined {
    const { connections, outlet } = this.#host;
    // There is no waiting time if no memory is left to hold data.
    const timeout = outlet.outgoing.isPressing ? 0 : READ_TIMEOUT;
    let largest: number | undefined;
    let most = 0;
    for (const { link } of connections.values()) {
      if (link.unwritten <= most || now - link.movedAt < timeout) continue;
      largest = link.id;
      most = link.unwritten;
    }
    for (const [connection, bytes] of this.#lingering) {
      if (bytes <= most) continue;
      largest = connection;
      most = bytes;
    }
    return largest;
  }

  #close(id: number): void {
    const connection = this.#host.connections.get(id);
    if (connection !== undefined) {
      this.#host.drop(connection.link, TOO_SLOW);
      connection.link.abandon();
    }
    this.gone(id);
    this.#cut.push(id);
  }
}
