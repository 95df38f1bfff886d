/** A device that a convention recognises, and the facts from its messages. */
import type { ValuePath } from '../../payload/tree/valueTree.ts';
import type { DeviceLimit } from '../findings/conventionLimit.ts';
import type { Announcement, SilentOf } from './announced.ts';
import { type DeviceMemory, listSize, textsSize } from './deviceMemory.ts';
import type { ExceededLimits } from './exceededLimits.ts';
import { KeptEntries } from './keptEntries.ts';
import { shortened } from './longest.ts';
import { type Trend, type TrendLimit, Trends } from './trend.ts';

/** `starting`: it reports that it is not ready yet. `fault`: it is online and reports a fault. */
export const DEVICE_STATES = ['online', 'offline', 'stale', 'asleep', 'starting', 'fault'] as const;
export type DeviceState = (typeof DEVICE_STATES)[number];

/** Place of a value: the last message on a topic, or the value at a path in it. */
export interface ValuePlace {
  readonly topic: string;
  readonly path?: ValuePath;
}

/** A part of a device, by its key in the book. */
export interface PartName {
  /** The id of the device. */
  readonly device: string;
  readonly part: string;
}

/** A part of a device that has a value: a metric, an entity, a member of its messages. */
export interface DevicePart {
  readonly name: string;
  /** The convention's word for it, such as a type. */
  readonly kind?: string;
  readonly unit?: string;
  /** Its last value as text, with time (µs) and packet of the message; 0: not recorded. */
  readonly value?: string;
  readonly time?: number;
  readonly packet?: number;
  /** Place of its value, if messages do not enter it in the book. */
  readonly at?: ValuePlace;
  /** Place in the messages, if all of its values have the same place. */
  readonly source?: ValuePlace;
  /** Topic for commands to it. */
  readonly command?: string;
  readonly told?: PartFacts;
  /** True if the value may no longer be valid. */
  readonly isStale?: boolean;
  /** Why the last message has no value, or has one that its receivers ignore. */
  readonly remark?: Wording;
  /** Its last values, if they are numbers. */
  readonly trend?: Trend;
  /** Key of the part that contains it. */
  readonly under?: string;
  /** True if it describes the part that contains it, and is not a value. */
  readonly isParameter?: boolean;
  /** Set if it is an instance of a definition, or a definition. */
  readonly template?: { readonly isDefinition: boolean; readonly version?: string };
  readonly definedBy?: PartName;
}

/** Facts that messages report together with a value. */
interface PartFacts {
  /** Timestamp in the message itself, ms since 1970. */
  readonly stamp?: number;
  /** The packet that declared it. */
  readonly declaredBy?: number;
  /** Name of its data type. */
  readonly type?: string;
  /** Number that replaces its name in messages. */
  readonly alias?: string;
  readonly properties?: readonly (readonly [name: string, value: string])[];
}

/** A text of a convention: in both languages, or as the user wrote it in a file. */
export type Wording = string | { readonly en: string; readonly zh: string };

export interface DeviceAlarm {
  readonly what: Wording;
  /** µs since the capture's origin. */
  readonly time: number;
  /** 0: not recorded. */
  readonly packet: number;
}

/** A reported state; undefined: a word without a known meaning. */
export interface StateChange {
  readonly state: DeviceState | undefined;
  readonly said: string;
  /** µs since the capture's origin. */
  readonly time: number;
  /** 0: not recorded. */
  readonly packet: number;
}

/** Facts about a message that identify its sender. */
export interface MessageOrigin {
  readonly topic: string;
  /** 0: the recording is stopped. */
  readonly number: number;
  /** µs since the capture's origin. */
  readonly time: number;
  /** The server may have stored it before the client subscribed. */
  readonly isStored: boolean;
}

/** The last value on a topic, as text; undefined if none is held. */
export type ValueAt = (place: ValuePlace) => string | undefined;

/** Limits of one device. */
const MOST = { facts: 50, parts: 5_000, alarms: 100, topics: 1_000 } as const;
const MOST_CHANGES = 100;

export class Device {
  readonly id: string;
  /** Topic path below which it publishes. */
  readonly root: string;
  /** Topic to show if there is none at the root or below it. */
  topic: string | undefined;
  /** Topic filter of its messages, unless that is everything below the root. */
  filter: string | undefined;
  #name: string | undefined;
  #parent: string | undefined;
  state: DeviceState | undefined;
  /** Word with which it reported its state. */
  said: string | undefined;
  /** Time (µs) and packet of that report. */
  since: number | undefined;
  statePacket = 0;
  /** Finds its state if messages do not enter it in the book. */
  stateBy: ((valueAt: ValueAt) => DeviceState | undefined) | undefined;
  /** Alarms in addition to those that messages enter in the book. */
  alarmsBy: ((silentOf: SilentOf) => readonly DeviceAlarm[]) | undefined;
  /** Time of its last live message, µs. */
  lastSeen: number | undefined;
  lastPacket = 0;
  messages = 0;
  readonly #facts: KeptEntries<string>;
  readonly #parts: KeptEntries<DevicePart>;
  readonly #alarms: KeptEntries<DeviceAlarm>;
  /** By topic. */
  readonly #announced: KeptEntries<Announcement>;

  readonly #changes: StateChange[] = [];
  readonly trends: Trends;
  readonly #memory: DeviceMemory;

  /** @param exceeded limits that its messages exceed */
  constructor(
    id: string,
    root: string,
    room: TrendLimit,
    exceeded: ExceededLimits,
    memory: DeviceMemory,
  ) {
    this.id = id;
    this.root = root;
    this.trends = new Trends(room);
    this.#memory = memory;
    const told = new Set<DeviceLimit>();
    const onLimit = (of: DeviceLimit, most: number) => {
      if (!told.has(of)) exceeded.add(of, most);
      told.add(of);
    };
    const kept = <T>(of: keyof typeof MOST, sizeOf: (entry: T) => number) =>
      new KeptEntries<T>({ of, most: MOST[of], sizeOf }, memory, onLimit);
    this.#facts = kept('facts', (fact) => textsSize(fact));
    this.#parts = kept('parts', partSize);
    this.#alarms = kept('alarms', alarmSize);
    this.#announced = kept('topics', announcementSize);
  }

  get name(): string | undefined {
    return this.#name;
  }

  set name(name: string | undefined) {
    this.#name = name && shortened(name);
  }

  /** Id of the device through which it is reached. */
  get parent(): string | undefined {
    return this.#parent;
  }

  set parent(parent: string | undefined) {
    this.#parent = parent && shortened(parent);
  }

  /** The states that it reported, oldest first. The newest of them are kept. */
  get changes(): readonly StateChange[] {
    return this.#changes;
  }

  /** Facts that the device has reported about itself, such as its model. */
  get facts(): ReadonlyMap<string, string> {
    return this.#facts.all;
  }

  get parts(): ReadonlyMap<string, DevicePart> {
    return this.#parts.all;
  }

  get alarms(): ReadonlyMap<string, DeviceAlarm> {
    return this.#alarms.all;
  }

  /** By topic. */
  get announced(): ReadonlyMap<string, Announcement> {
    return this.#announced.all;
  }

  heard({ number, time, isStored }: MessageOrigin): void {
    this.messages += 1;
    if (number > 0) this.lastPacket = number;
    if (!isStored) this.lastSeen = time;
  }

  /** @param isAnew it has restarted, even if it reports the same state */
  setState(
    state: DeviceState | undefined,
    said: string,
    { number, time }: MessageOrigin,
    isAnew = false,
  ): void {
    const word = shortened(said);
    const isOther = state !== this.state || word !== this.said;
    if (isOther) this.since = time;
    if (isOther || isAnew) {
      this.#addChange({ state, said: word, time, packet: number });
    }
    this.state = state;
    this.said = word;
    this.statePacket = number;
  }

  /** Older changes give way. */
  #addChange(change: StateChange): void {
    while (this.#changes.length >= MOST_CHANGES) this.#dropChange();
    while (!this.#memory.take(changeSize(change))) if (!this.#dropChange()) return;
    this.#changes.push(change);
  }

  /** Returns false if there is none. */
  #dropChange(): boolean {
    const oldest = this.#changes.shift();
    if (oldest === undefined) return false;
    return this.#memory.take(-changeSize(oldest));
  }

  setFact(name: string, value: string): void {
    this.#facts.set(shortened(name), shortened(value));
  }

  /** Removes a fact that has this value. */
  endFact(name: string, value: string): void {
    const key = shortened(name);
    if (this.#facts.all.get(key) === shortened(value)) this.#facts.delete(key);
  }

  /** Returns false if there is no room. */
  setPart(key: string, part: DevicePart): boolean {
    const { name, value, unit, time } = part;
    const isKept = this.#parts.set(key, {
      ...part,
      name: shortened(name),
      ...(value !== undefined && { value: shortened(value) }),
      ...(unit !== undefined && { unit: shortened(unit) }),
    });
    if (isKept) this.trends.add(key, value, time);
    return isKept;
  }

  /** Sets the remark on a part; undefined: there is none. */
  remark(key: string, what: Wording | undefined): void {
    const part = this.#parts.all.get(key);
    if (part === undefined || isSameWording(part.remark, what)) return;
    const { remark: _, ...others } = part;
    this.#parts.set(key, what === undefined ? others : { ...others, remark: what });
  }

  dropPart(key: string): void {
    this.#parts.delete(key);
    this.trends.drop(key);
  }

  /** Raises an alarm until it ends. Returns false if there is no room. */
  alarm(key: string, alarm: DeviceAlarm): boolean {
    return this.#alarms.set(key, alarm);
  }

  endAlarm(key: string): void {
    this.#alarms.delete(key);
  }

  /** Returns false if there is no room. */
  announce(announcement: Announcement): boolean {
    return this.#announced.set(announcement.topic, announcement);
  }

  /** Removes a withdrawn announcement. */
  dropAnnounced(topic: string): void {
    this.#announced.delete(topic);
  }

  /** Gives back the memory of a device that is removed. */
  release(): void {
    this.trends.clear();
    for (const entries of [this.#facts, this.#parts, this.#alarms, this.#announced])
      entries.clear();
    while (this.#dropChange());
  }
}

const isSameWording = (one: Wording | undefined, other: Wording | undefined): boolean =>
  one === other ||
  (one !== undefined &&
    other !== undefined &&
    textsOf(one).join('\n') === textsOf(other).join('\n'));

const changeSize = ({ said }: StateChange): number => textsSize(said);

const alarmSize = ({ what }: DeviceAlarm): number => textsSize(...textsOf(what));

const announcementSize = ({ topic, name, speaksOn, mayTellOn = [] }: Announcement): number =>
  textsSize(topic, name) + listSize(speaksOn) + listSize(mayTellOn);

function partSize(part: DevicePart): number {
  const { name, kind, unit, value, command, under, at, source, told, remark } = part;
  let size = textsSize(name, kind, unit, value, command, under);
  if (remark !== undefined) size += textsSize(...textsOf(remark));
  for (const place of [at, source]) {
    if (place !== undefined) size += textsSize(place.topic) + listSize(place.path ?? []);
  }
  for (const [property, its] of told?.properties ?? []) size += textsSize(property, its);
  return size;
}

const textsOf = (what: Wording): readonly string[] =>
  typeof what === 'string' ? [what] : [what.en, what.zh];
