/**
 * What the transports have taken and not written, counted until they are gone: of clients that ask and
 * do not read, and of those that were ended. Above the limit, whoever has most of it is cut.
 */

import type { Output } from '../contract/output.ts';
import { overLimit, REASON } from '../contract/reasons.ts';
import type { Refusal } from '../contract/verdicts.ts';
import type { Deadline } from '../memory/deadlines.ts';
import type { Link, Outlet } from '../output/link.ts';
import type { Connection } from '../sessions/connection.ts';
import type { Core } from '../state/core.ts';

/** ms in which a client has to take something, where all together have too much. */
const PATIENCE = 5000;

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

export class Unwritten {
  readonly #host: Acting;
  /** Bytes of those that are ended, whose transports are not gone yet. */
  readonly #lingering = new Map<number, number>();
  /** To be closed at once. */
  readonly #cut: number[] = [];
  #deadline: Deadline | undefined;

  constructor(host: Acting) {
    this.#host = host;
  }

  /** The broker has ended that connection, and its transport has so much to write before. */
  ended(connection: number, bytes: number): void {
    this.#lingering.set(connection, bytes);
    this.#host.outlet.outgoing.add(bytes);
  }

  /** The host's count for one that was ended. */
  report(connection: number, bytes: number): void {
    const before = this.#lingering.get(connection);
    if (before === undefined) return;
    this.#lingering.set(connection, bytes);
    this.#host.outlet.outgoing.add(bytes - before);
  }

  /** The transport of one that was ended is gone. */
  gone(connection: number): void {
    this.report(connection, 0);
    this.#lingering.delete(connection);
  }

  /** Cuts until the rest is within the limit, or until nobody is left who has had time to read. */
  check(now: number): void {
    const { core, outlet } = this.#host;
    while (outlet.outgoing.bytes > outlet.outgoing.limit) {
      const largest = this.#largest(now);
      if (largest === undefined) {
        this.#deadline ??= core.deadlines.set(now + PATIENCE, (then) => {
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

  /** Adds what the host is to close at once. */
  take(output: Output[]): void {
    for (const connection of this.#cut.splice(0)) {
      output.push({ kind: 'end', connection, atOnce: true });
    }
  }

  #largest(now: number): number | undefined {
    const { connections, outlet } = this.#host;
    // Where nothing else could be held any more either, nobody has time.
    const patience = outlet.outgoing.isPressing ? 0 : PATIENCE;
    let largest: number | undefined;
    let most = 0;
    for (const { link } of connections.values()) {
      if (link.unwritten <= most || now - link.movedAt < patience) continue;
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
