/** The devices of all conventions of a capture; answers windows. */
import type { Device, DevicePart, DeviceState, ValueAt } from './device.ts';
import { DeviceBook } from './deviceBook.ts';
import type {
  DeviceDetail,
  DeviceOrder,
  DeviceRequest,
  DeviceRow,
  DeviceShow,
  DevicesReply,
  DevicesRequest,
} from './deviceRows.ts';

/** µs; a list is read, and not sorted for each message. */
const SECOND = 1_000_000;

interface Whose {
  readonly convention: string;
  readonly conventionName: string;
}

export class Devices {
  readonly #books: ReadonlyMap<string, DeviceBook>;
  readonly #names: ReadonlyMap<string, string>;
  readonly #valueAt: ValueAt;
  /** Of the last answer. */
  #rows: readonly DeviceRow[] = [];
  #time = Number.NEGATIVE_INFINITY;
  #count = -1;

  /** @param names of conventions by their ids */
  constructor(names: ReadonlyMap<string, string>, valueAt: ValueAt) {
    this.#names = names;
    this.#books = new Map([...names.keys()].map((id) => [id, new DeviceBook()]));
    this.#valueAt = valueAt;
  }

  /** Whoever writes into a book goes on with it. */
  clear(): void {
    for (const book of this.#books.values()) book.clear();
    this.#count = -1;
  }

  get count(): number {
    let count = 0;
    for (const book of this.#books.values()) count += book.count;
    return count;
  }

  /** Of a convention. */
  book(convention: string): DeviceBook | undefined {
    return this.#books.get(convention);
  }

  window(request: DevicesRequest, now: number): DevicesReply {
    const { show, search, order } = request;
    const counts: Record<DeviceShow, number> = { all: 0, online: 0, offline: 0, alarm: 0 };
    const text = search.toLowerCase();
    const shown: DeviceRow[] = [];
    for (const row of this.#all(now)) {
      if (text !== '' && !holds(row, text)) continue;
      for (const each of ['all', 'online', 'offline', 'alarm'] as const) {
        if (!isShown(row, each)) continue;
        counts[each] += 1;
        if (each === show) shown.push(row);
      }
    }
    shown.sort(ORDERS[order]);
    const first = Math.max(0, Math.min(request.first, shown.length));
    let passedOver = 0;
    for (const book of this.#books.values()) passedOver += book.passedOver;
    const rows = shown.slice(first, first + request.count);
    return { show, search, order, first, total: shown.length, rows, counts, passedOver };
  }

  /** null: it is not known any more. */
  detail({ convention, id, parts: range }: DeviceRequest): DeviceDetail | null {
    const book = this.#books.get(convention);
    const device = book?.get(id);
    if (book === undefined || device === undefined) return null;
    const conventionName = this.#names.get(convention) ?? convention;
    const parts = [...device.parts.values()];
    const first = Math.max(0, Math.min(range.first, parts.length));
    return {
      row: this.#rowOf({ convention, conventionName }, device),
      facts: [...device.facts],
      alarms: [...device.alarms.values()],
      below: [...book.all].filter(({ parent }) => parent === id).map((each) => each.id),
      parts: {
        first,
        total: parts.length,
        rows: parts.slice(first, first + range.count).map((part) => this.#withValue(part)),
      },
    };
  }

  /** At most once a second, unless devices came. */
  #all(now: number): readonly DeviceRow[] {
    const { count } = this;
    if (count === this.#count && Math.abs(now - this.#time) < SECOND) return this.#rows;
    this.#count = count;
    this.#time = now;
    const rows: DeviceRow[] = [];
    for (const [convention, book] of this.#books) {
      const conventionName = this.#names.get(convention) ?? convention;
      for (const device of book.all) rows.push(this.#rowOf({ convention, conventionName }, device));
    }
    this.#rows = rows;
    return rows;
  }

  #rowOf(whose: Whose, device: Device): DeviceRow {
    const { id, name, parent, root, said, since, statePacket } = device;
    const { lastSeen, lastPacket, messages, parts, alarms } = device;
    const state = device.stateBy === undefined ? device.state : device.stateBy(this.#valueAt);
    return {
      ...whose,
      id,
      name,
      parent,
      root,
      state,
      said,
      since,
      statePacket,
      lastSeen,
      lastPacket,
      messages,
      parts: parts.size,
      alarms: alarms.size,
    };
  }

  #withValue(part: DevicePart): DevicePart {
    const value = part.at === undefined ? undefined : this.#valueAt(part.at);
    return value === undefined ? part : { ...part, value };
  }
}

const AWAY: ReadonlySet<DeviceState | undefined> = new Set(['offline', 'stale']);

function isShown({ state, alarms }: DeviceRow, show: DeviceShow): boolean {
  switch (show) {
    case 'all':
      return true;
    case 'online':
      return state !== undefined && !AWAY.has(state);
    case 'offline':
      return AWAY.has(state);
    case 'alarm':
      return alarms > 0 || state === 'fault';
  }
}

function holds({ id, name, conventionName, root }: DeviceRow, text: string): boolean {
  return [id, name, conventionName, root].some((each) => each?.toLowerCase().includes(text));
}

const byName = (a: DeviceRow, b: DeviceRow): number =>
  compare(a.name ?? a.id, b.name ?? b.id) || compare(a.convention, b.convention);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const ORDERS: Readonly<Record<DeviceOrder, (a: DeviceRow, b: DeviceRow) => number>> = {
  name: byName,
  seen: (a, b) => (b.lastSeen ?? -1) - (a.lastSeen ?? -1) || byName(a, b),
  messages: (a, b) => b.messages - a.messages || byName(a, b),
};
