/** Keeps a flood of equal events from filling the log: the first few are written, the rest counted. */
import type { LoggedEvent } from './hostEvents.ts';

/** Of one spell, ms: it begins with an event, and what it left out is told at its end. */
const SPELL = 10_000;
/** Lines of equal events in a spell. */
const OF_EQUALS = 5;
/** Lines of one kind in a spell: whoever takes another name each time is no less of a flood. */
const OF_KIND = 1_000;

/**
 * Characters by which names are told apart: whoever has longer ones must not have them all remembered.
 */
const LONGEST_NAME = 256;

export interface LeftOut {
  /** The kind. */
  readonly of: string;
  readonly count: number;
  /** Undefined: of various ones. */
  readonly address?: string;
  readonly clientId?: string;
}

interface Equals {
  written: number;
  leftOut: number;
  readonly kind: string;
  readonly address: string | undefined;
  readonly clientId: string | undefined;
}

export class EventFlood {
  readonly #equals = new Map<string, Equals>();
  readonly #kinds = new Map<string, { written: number; leftOut: number }>();
  #began: number | undefined;

  /** False: it is to be left out. `now`: ms. */
  admits(event: LoggedEvent, now: number): boolean {
    this.#began ??= now;
    const { kind } = event;
    const ofKind = this.#kinds.get(kind) ?? { written: 0, leftOut: 0 };
    this.#kinds.set(kind, ofKind);
    const key = keyOf(event);
    const equals = this.#equals.get(key);
    if (equals !== undefined && equals.written >= OF_EQUALS) {
      equals.leftOut += 1;
      return false;
    }
    if (ofKind.written >= OF_KIND) {
      ofKind.leftOut += 1;
      return false;
    }
    ofKind.written += 1;
    if (equals !== undefined) equals.written += 1;
    else this.#equals.set(key, { written: 1, leftOut: 0, kind, ...partsOf(event) });
    return true;
  }

  /** When `take` is due, ms; undefined: there is nothing to take. */
  get due(): number | undefined {
    return this.#began === undefined ? undefined : this.#began + SPELL;
  }

  /** Ends the spell: what it left out. */
  take(): LeftOut[] {
    const leftOut: LeftOut[] = [];
    for (const { kind, leftOut: count, address, clientId } of this.#equals.values()) {
      if (count === 0) continue;
      leftOut.push({
        of: kind,
        count,
        ...(address !== undefined && { address }),
        ...(clientId !== undefined && { clientId }),
      });
    }
    for (const [kind, { leftOut: count }] of this.#kinds) {
      if (count > 0) leftOut.push({ of: kind, count });
    }
    this.#equals.clear();
    this.#kinds.clear();
    this.#began = undefined;
    return leftOut;
  }
}

/** Whom equal events have in common: not the port, which is another one with each connection. */
function partsOf(event: LoggedEvent): Pick<Equals, 'address' | 'clientId'> {
  const address = 'address' in event ? event.address?.replace(/:\d+$/, '') : undefined;
  return { address, clientId: 'clientId' in event ? beginningOf(event.clientId) : undefined };
}

/** A copy: a part of a long text keeps all of it. */
const beginningOf = (name: string | undefined): string | undefined =>
  name === undefined || name.length <= LONGEST_NAME
    ? name
    : Buffer.from(name.slice(0, LONGEST_NAME), 'utf16le').toString('utf16le');

function keyOf(event: LoggedEvent): string {
  const { address, clientId } = partsOf(event);
  const parts = [
    event.kind,
    address,
    clientId,
    'userName' in event && beginningOf(event.userName),
    'reasonCode' in event && event.reasonCode,
    'limit' in event && event.limit,
    'of' in event && event.of,
    'by' in event && event.by,
    'command' in event && event.command,
    'what' in event && event.what,
    'status' in event && event.status,
  ];
  return JSON.stringify(parts);
}
