/** Combines the devices of all conventions of a capture. Answers windows. */
import { textAt } from '../../payload/json/memberAt.ts';
import { partOf } from '../lists/rowRange.ts';
import { searched } from '../lists/searched.ts';
import { lastsFor, Snapshot } from '../lists/snapshot.ts';
import { type LastOn, namedTopics, type SilentOf, silence } from './announced.ts';
import { Announcements } from './announcements.ts';
import type { Device, DeviceAlarm, DevicePart, DeviceState, PartName, ValueAt } from './device.ts';
import { DeviceBook } from './deviceBook.ts';
import { DeviceMemory } from './deviceMemory.ts';
import { inTrees, ORDERS } from './deviceOrder.ts';
import type {
  AnnouncedReply,
  AnnouncedRequest,
  DeviceDetail,
  DeviceRequest,
  DeviceRow,
  DeviceShow,
  DevicesReply,
  DevicesRequest,
  PartRow,
  StateLine,
} from './deviceRows.ts';
import { madeAfter, placedParts } from './partTree.ts';
import { type NewestOn, TopicTrends } from './topicTrends.ts';

/** Maximum number of topics that are listed as filters. */
const MOST_FILTERS = 50;

interface Seen {
  readonly alarms: number;
  readonly lastOn: LastOn;
}

/** Access to values of topics that the books do not copy. */
export interface OtherTopics {
  /** Payload of the last message, without its secrets. */
  readonly lastPayloadOn: (topic: string) => Uint8Array | undefined;
  readonly lastOn: LastOn;
  readonly newestOn: NewestOn;
}

interface Whose {
  readonly convention: string;
  readonly conventionName: string;
}

export class Devices {
  readonly #books: ReadonlyMap<string, DeviceBook>;
  readonly #names: ReadonlyMap<string, string>;
  readonly #valueAt: ValueAt;
  readonly #lastOn: LastOn;
  readonly #looked: TopicTrends;
  readonly #announcements: Announcements;
  readonly #rows = new Snapshot<DeviceRow>();
  #announced = 0;

  /** @param names names of conventions by id */
  constructor(
    names: ReadonlyMap<string, string>,
    { lastPayloadOn, lastOn, newestOn }: OtherTopics,
  ) {
    this.#names = names;
    const memory = new DeviceMemory();
    this.#books = new Map([...names.keys()].map((id) => [id, new DeviceBook(memory)]));
    this.#valueAt = ({ topic, path }) => {
      const payload = lastPayloadOn(topic);
      return payload && textAt(payload, path);
    };
    this.#lastOn = lastOn;
    this.#looked = new TopicTrends(newestOn);
    this.#announcements = new Announcements(this.#books);
  }

  /** Clears the books. Followers continue with the same books. */
  clear(): void {
    for (const book of this.#books.values()) book.clear();
    this.#looked.clear();
    this.#rows.forget();
  }

  get count(): number {
    let count = 0;
    for (const book of this.#books.values()) count += book.count;
    return count;
  }

  /** The book of a convention. */
  book(convention: string): DeviceBook | undefined {
    return this.#books.get(convention);
  }

  window(request: DevicesRequest, now: number): DevicesReply {
    const { show, search, order } = request;
    const { shown, counts } = searched(this.#all(now, request.heard), SEARCHABLE, request);
    if (order !== 'name') shown.sort(ORDERS[order]);
    let overLimit = 0;
    for (const book of this.#books.values()) overLimit += book.overLimit;
    const announced = this.#announced;
    return { show, search, order, ...partOf(shown, request), counts, overLimit, announced };
  }

  /** Lists the announcements. */
  announced(request: AnnouncedRequest, now: number): AnnouncedReply {
    return this.#announcements.window(request, cached(this.#lastOn), now);
  }

  /** null: it is no longer known. */
  detail(request: DeviceRequest, now: number): DeviceDetail | null {
    const { convention, id, parts: range, heard, find } = request;
    const book = this.#books.get(convention);
    const device = book?.get(id);
    if (book === undefined || device === undefined) return null;
    const conventionName = this.#names.get(convention) ?? convention;
    this.#looked.select(`${convention} ${id}`);
    const placed = placedParts(device.parts);
    const parts = partOf(placed, range);
    const found = find === undefined ? -1 : placed.findIndex(({ key }) => key === find);
    const alarms = alarmsOf(device, silence(this.#lastOn, heard, now));
    const seen = { alarms: alarms.length, lastOn: this.#lastOn };
    const below = [...book.all].filter(({ parent }) => parent === id);
    const above = device.parent === undefined ? undefined : book.get(device.parent);
    return {
      lines: linesOf([...(above === undefined ? [] : [above]), device, ...below]),
      row: this.#rowOf({ convention, conventionName }, device, seen),
      facts: [...device.facts],
      alarms,
      findings: book.findings.of(id),
      filters: filtersOf(device),
      announced: [...device.announced.keys()],
      mayBeUnkept: [...device.announced.values()].some(({ isKept }) => isKept === undefined),
      below: below.map((each) => each.id),
      parts: {
        ...parts,
        rows: parts.rows.map(({ key, part, depth }) => {
          const trend = device.trends.of(key);
          const tied = tiesOf({ device: id, part: key }, part, book);
          return { key, depth, ...this.#withValue(part), ...(trend && { trend }), ...tied };
        }),
      },
      ...(found >= 0 && { found }),
    };
  }

  #all(now: number, heard: DevicesRequest['heard']): readonly DeviceRow[] {
    const { count } = this;
    this.#rows.keep([count], false, now, () => this.#made(now, heard), lastsFor(count));
    return this.#rows.rows;
  }

  #made(now: number, heard: DevicesRequest['heard']): readonly DeviceRow[] {
    const rows: DeviceRow[] = [];
    const lastOn = cached(this.#lastOn);
    const silentOf = silence(lastOn, heard, now);
    let announced = 0;
    for (const [convention, book] of this.#books) {
      const conventionName = this.#names.get(convention) ?? convention;
      for (const device of book.all) {
        announced += device.announced.size;
        const alarms = alarmsOf(device, silentOf).length;
        rows.push(this.#rowOf({ convention, conventionName }, device, { alarms, lastOn }));
      }
    }
    this.#announced = announced;
    return inTrees(rows);
  }

  #rowOf(whose: Whose, device: Device, { alarms, lastOn }: Seen): DeviceRow {
    const { id, name, parent, root, said, since, statePacket } = device;
    const { messages, parts } = device;
    const { lastSeen, lastPacket } = lastMessageOf(device, lastOn);
    const state = device.stateBy === undefined ? device.state : device.stateBy(this.#valueAt);
    return {
      ...whose,
      id,
      name,
      parent,
      depth: 0,
      root,
      topic: device.topic ?? root,
      state,
      said,
      since,
      statePacket,
      lastSeen,
      lastPacket,
      messages,
      parts: parts.size,
      alarms,
    };
  }

  #withValue(part: DevicePart): DevicePart {
    if (part.at === undefined) return part;
    const value = this.#valueAt(part.at);
    const last = this.#lastOn(part.at.topic);
    if (last === undefined) return part;
    const { time, packet } = last;
    const trend = this.#looked.of(part.at, last);
    // Its last message may contain no state. A remark is on that message.
    return {
      ...part,
      ...(value !== undefined && { value }),
      ...((value !== undefined || part.remark !== undefined) && { time, packet }),
      ...(trend && { trend }),
    };
  }
}

/** Maximum number of instances that are listed. */
const MOST_MADE = 3;

/** Definition and instances of a part. */
function tiesOf(
  name: PartName,
  { definedBy, template }: DevicePart,
  book: DeviceBook,
): Pick<PartRow, 'isDefined' | 'madeAfter'> {
  if (definedBy !== undefined)
    return { isDefined: book.get(definedBy.device)?.parts.has(definedBy.part) === true };
  if (template?.isDefinition !== true) return {};
  const all = madeAfter(name, book.all);
  return { madeAfter: { some: all.slice(0, MOST_MADE), count: all.length } };
}

function cached(lastOn: LastOn): LastOn {
  const known = new Map<string, ReturnType<LastOn>>();
  return (topic) => {
    if (known.has(topic)) return known.get(topic);
    const last = lastOn(topic);
    known.set(topic, last);
    return last;
  };
}

/** The last message on any of its announced topics, if others announced it. */
function lastMessageOf(device: Device, lastOn: LastOn): Pick<DeviceRow, 'lastSeen' | 'lastPacket'> {
  let { lastSeen, lastPacket } = device;
  for (const announcement of device.announced.values())
    for (const topic of namedTopics(announcement)) {
      const last = lastOn(topic);
      if (
        last === undefined ||
        last.isStored ||
        last.time <= (lastSeen ?? Number.NEGATIVE_INFINITY)
      )
        continue;
      lastSeen = last.time;
      lastPacket = last.packet;
    }
  return { lastSeen, lastPacket };
}

/** Maximum number of lines in the chart. */
const MOST_LINES = 4;

const linesOf = (devices: readonly Device[]): readonly StateLine[] =>
  devices
    .filter(({ changes }) => changes.length > 0)
    .slice(0, MOST_LINES)
    .map(({ id, name, changes }) => ({ id, name, changes: [...changes] }));

const alarmsOf = ({ alarms, alarmsBy }: Device, silentOf: SilentOf): readonly DeviceAlarm[] => [
  ...alarms.values(),
  ...(alarmsBy?.(silentOf) ?? []),
];

/** All announced topics, if others announced it. */
function filtersOf({ root, filter, announced }: Device): readonly string[] {
  if (filter !== undefined) return [filter];
  if (announced.size === 0) return [`${root}/#`];
  const topics = [...announced.values()].flatMap((one) => [one.topic, ...namedTopics(one)]);
  return [...new Set(topics)].slice(0, MOST_FILTERS);
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

const SEARCHABLE = {
  shows: ['all', 'online', 'offline', 'alarm'],
  none: { all: 0, online: 0, offline: 0, alarm: 0 },
  isShown,
  texts: ({ id, name, conventionName, root }: DeviceRow) => [id, name, conventionName, root],
} as const;
