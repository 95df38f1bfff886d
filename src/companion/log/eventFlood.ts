/** Keeps a flood of equal events from filling the log: the first few are written, the rest are counted. */
import type { LoggedEvent } from './hostEvents.ts';

/** Length of a spell in ms. It begins with an event, and its omissions are reported at its end. */
const SPELL = 10_000;
/** Lines for equal events in a spell. */
const OF_EQUALS = 5;
/** Lines for one kind in a spell, because a flood may use a new name each time. */
const OF_KIND = 1_000;

/** Characters compared of a name, so that long names need little memory. */
const LONGEST_NAME = 256;

export interface LeftOut {
  /** Kind of the events. */
  readonly of: string;
  readonly count: number;
  /** Undefined: several. */
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

  /** False if it is omitted. `now`: ms. */
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

  /** Time at which `take` is due, ms; undefined: nothing to take. */
  get due(): number | undefined {
    return this.#began === undefined ? undefined : this.#began + SPELL;
  }

  /** Ends the spell and returns its omissions. */
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

/** Fields that equal events share. The port differs for each connection, so it is ignored. */
function partsOf(event: LoggedEvent): Pick<Equals, 'address' | 'clientId'> {
  const address = 'address' in event ? event.address?.replace(/:\d+$/, '') : undefined;
  return { address, clientId: 'clientId' in event ? beginningOf(event.clientId) : undefined };
}

/** Copies the text, because a substring keeps the whole text in memory. */
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
