/** A device that a convention recognises, and what its messages said of it. */
import type { ValuePath } from '../../payload/tree/valueTree.ts';
import type { Announcement, SilentOf } from './announced.ts';
import { LONGEST } from './longest.ts';
import { type Trend, TrendRoom, Trends } from './trend.ts';
import type { Wording } from './wording.ts';

/** `starting`: it says that it is not ready yet. `fault`: it is there, and asks for help. */
export const DEVICE_STATES = ['online', 'offline', 'stale', 'asleep', 'starting', 'fault'] as const;
export type DeviceState = (typeof DEVICE_STATES)[number];

/** Where a value is to be had: of the last message on a topic, all of it or the value at a path. */
export interface ValuePlace {
  readonly topic: string;
  readonly path?: ValuePath;
}

/** A part of a device, by the key that the book has it by. */
export interface PartName {
  /** The id of the device. */
  readonly device: string;
  readonly part: string;
}

/** Something of a device that has a value: a metric, an entity, a member of its messages. */
export interface DevicePart {
  readonly name: string;
  /** A word of the convention's own, such as a type. */
  readonly kind?: string;
  readonly unit?: string;
  /** Its last value as text, told by a message at that time (µs) with that packet; 0: not recorded. */
  readonly value?: string;
  readonly time?: number;
  readonly packet?: number;
  /** Where its value is to be had, if messages do not tell it to the book. */
  readonly at?: ValuePlace;
  /** Where messages told it, as far as all of its values come from there. */
  readonly source?: ValuePlace;
  /** The topic on which it is told what to do. */
  readonly command?: string;
  readonly told?: PartTold;
  /** It is not known whether the value still holds. */
  readonly isStale?: boolean;
  /** Its last values, where they are numbers. */
  readonly trend?: Trend;
  /** The key of the part that it is in. */
  readonly under?: string;
  /** It says how the part that it is in is meant, and is no value of it. */
  readonly isParameter?: boolean;
  /** It is made after a definition, or is one. */
  readonly template?: { readonly isDefinition: boolean; readonly version?: string };
  readonly definedBy?: PartName;
}

/** What messages say of a value beside it. */
interface PartTold {
  /** When it was made, as the message itself says, ms since 1970. */
  readonly stamp?: number;
  /** The packet that declared it. */
  readonly declaredBy?: number;
  /** Name of its data type. */
  readonly type?: string;
  /** The number that it is called by. */
  readonly alias?: string;
  readonly properties?: readonly (readonly [name: string, value: string])[];
}

export interface DeviceAlarm {
  readonly what: Wording;
  /** µs since the capture's origin. */
  readonly time: number;
  /** 0: not recorded. */
  readonly packet: number;
}

/** A state that was told; undefined: a word that says nothing of it. */
export interface StateChange {
  readonly state: DeviceState | undefined;
  readonly said: string;
  /** µs since the capture's origin. */
  readonly time: number;
  /** 0: not recorded. */
  readonly packet: number;
}

/** What is needed of a message to note who sent it. */
export interface Heard {
  readonly topic: string;
  /** 0: the recording is stopped. */
  readonly number: number;
  /** µs since the capture's origin. */
  readonly time: number;
  readonly retain: boolean;
}

/** The last value on a topic, as text; undefined where none is held. */
export type ValueAt = (place: ValuePlace) => string | undefined;

/** Of one device. */
const MOST = { facts: 50, parts: 5_000, alarms: 100, announced: 1_000, changes: 100 } as const;

export class Device {
  readonly id: string;
  /** Topic path below which its messages are. */
  readonly root: string;
  /** The topic to look at, where none is at the root or below it. */
  topic: string | undefined;
  /** Topic filter of its messages, where it is not all below the root. */
  filter: string | undefined;
  name: string | undefined;
  /** The id of the one that it is reached by. */
  parent: string | undefined;
  state: DeviceState | undefined;
  /** The word with which it told its state. */
  said: string | undefined;
  /** When it told so, µs, and with which packet. */
  since: number | undefined;
  statePacket = 0;
  /** Where its state is to be had, if messages do not tell it to the book. */
  stateBy: ((valueAt: ValueAt) => DeviceState | undefined) | undefined;
  /** Alarms beside those that messages tell to the book. */
  alarmsBy: ((silentOf: SilentOf) => readonly DeviceAlarm[]) | undefined;
  /** Of a message that was not retained: when it was heard, µs. */
  lastSeen: number | undefined;
  lastPacket = 0;
  messages = 0;
  readonly #facts = new Map<string, string>();
  readonly #parts = new Map<string, DevicePart>();
  readonly #alarms = new Map<string, DeviceAlarm>();
  readonly #announced = new Map<string, Announcement>();

  readonly #changes: StateChange[] = [];
  readonly trends: Trends;

  constructor(id: string, root: string, room = new TrendRoom()) {
    this.id = id;
    this.root = root;
    this.trends = new Trends(room);
  }

  /** The states that it told, oldest first; the newest of them are kept. */
  get changes(): readonly StateChange[] {
    return this.#changes;
  }

  /** What it said of itself, such as its model. */
  get facts(): ReadonlyMap<string, string> {
    return this.#facts;
  }

  get parts(): ReadonlyMap<string, DevicePart> {
    return this.#parts;
  }

  get alarms(): ReadonlyMap<string, DeviceAlarm> {
    return this.#alarms;
  }

  /** By their topics. */
  get announced(): ReadonlyMap<string, Announcement> {
    return this.#announced;
  }

  heard({ number, time, retain }: Heard): void {
    this.messages += 1;
    if (number > 0) this.lastPacket = number;
    if (!retain) this.lastSeen = time;
  }

  /** @param isAnew it begins once more, also where it says what it said before */
  tellState(
    state: DeviceState | undefined,
    said: string,
    { number, time }: Heard,
    isAnew = false,
  ): void {
    const word = said.slice(0, LONGEST);
    const isOther = state !== this.state || word !== this.said;
    if (isOther) this.since = time;
    if (isOther || isAnew) {
      this.#changes.push({ state, said: word, time, packet: number });
      if (this.#changes.length > MOST.changes) this.#changes.shift();
    }
    this.state = state;
    this.said = word;
    this.statePacket = number;
  }

  tellFact(name: string, value: string): void {
    if (this.#facts.size < MOST.facts || this.#facts.has(name)) {
      this.#facts.set(name.slice(0, LONGEST), value.slice(0, LONGEST));
    }
  }

  tellPart(key: string, part: DevicePart): void {
    if (this.#parts.size >= MOST.parts && !this.#parts.has(key)) return;
    const { value, unit, time } = part;
    this.trends.add(key, value, time);
    this.#parts.set(key, {
      ...part,
      ...(value !== undefined && { value: value.slice(0, LONGEST) }),
      ...(unit !== undefined && { unit: unit.slice(0, LONGEST) }),
    });
  }

  dropPart(key: string): void {
    this.#parts.delete(key);
    this.trends.drop(key);
  }

  /** Until it is ended. */
  alarm(key: string, alarm: DeviceAlarm): void {
    if (this.#alarms.has(key) || this.#alarms.size < MOST.alarms) this.#alarms.set(key, alarm);
  }

  endAlarm(key: string): void {
    this.#alarms.delete(key);
  }

  announce(announcement: Announcement): void {
    const { topic } = announcement;
    if (this.#announced.size < MOST.announced || this.#announced.has(topic)) {
      this.#announced.set(topic, announcement);
    }
  }

  /** It was taken back. */
  dropAnnounced(topic: string): void {
    this.#announced.delete(topic);
  }
}
