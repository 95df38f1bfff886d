/** Devices as views see them. All of it can be posted between threads. */
import type { RowRange } from '../lists/rowRange.ts';
import type { Announcement } from './announced.ts';
import type { DeviceAlarm, DevicePart, DeviceState, PartName, StateChange } from './device.ts';
import type { FoundOfDevice } from './deviceFindings.ts';

export type DeviceShow = 'all' | 'online' | 'offline' | 'alarm';
export type DeviceOrder = 'name' | 'seen' | 'messages';

/** Topic filters by which messages can come; undefined: there may be others. */
interface Heard {
  readonly heard?: readonly string[] | undefined;
}

export interface DevicesRequest extends RowRange, Heard {
  readonly show: DeviceShow;
  /** What names, ids and topics hold. */
  readonly search: string;
  readonly order: DeviceOrder;
}

export interface DeviceRow {
  /** The id of the convention, and its name. */
  readonly convention: string;
  readonly conventionName: string;
  readonly id: string;
  readonly name: string | undefined;
  readonly parent: string | undefined;
  /** How many stand above it, in the order of names. */
  readonly depth: number;
  /** Topic path below which its messages are. */
  readonly root: string;
  /** The topic to look at. */
  readonly topic: string;
  readonly state: DeviceState | undefined;
  readonly said: string | undefined;
  /** Since when it says so, µs. */
  readonly since: number | undefined;
  readonly statePacket: number;
  /** µs; undefined: only retained messages of it came. */
  readonly lastSeen: number | undefined;
  readonly lastPacket: number;
  readonly messages: number;
  readonly parts: number;
  readonly alarms: number;
}

export interface DevicesReply {
  readonly show: DeviceShow;
  readonly search: string;
  readonly order: DeviceOrder;
  readonly first: number;
  readonly total: number;
  readonly rows: readonly DeviceRow[];
  readonly counts: Readonly<Record<DeviceShow, number>>;
  /** Messages of devices that there was no room for. */
  readonly passedOver: number;
  /** Messages that stay at the broker and make devices known. */
  readonly announced: number;
}

/** `silent`: nothing has come on some of its topics. `orphan`: nor on any that its device has. */
export type AnnouncedShow = 'all' | 'silent' | 'orphan';

export interface AnnouncedRequest extends RowRange, Heard {
  readonly show: AnnouncedShow;
  /** What names and topics hold. */
  readonly search: string;
}

export interface AnnouncedRow extends Omit<Announcement, 'speaksOn'> {
  readonly convention: string;
  /** Of the device. */
  readonly device: string;
  readonly deviceName: string | undefined;
  /** How many topics it names, and some of those on which nothing has come. */
  readonly topics: number;
  readonly silent: readonly string[];
  /** Something has come on some of them. */
  readonly isHeard: boolean;
  readonly isOrphan: boolean;
}

export interface AnnouncedReply {
  readonly show: AnnouncedShow;
  readonly search: string;
  readonly first: number;
  readonly total: number;
  readonly rows: readonly AnnouncedRow[];
  readonly counts: Readonly<Record<AnnouncedShow, number>>;
}

interface DeviceName {
  readonly convention: string;
  readonly id: string;
}

export interface DeviceRequest extends DeviceName, Heard {
  /** Which of its parts. */
  readonly parts: RowRange;
  /** The key of a part whose place is asked for. */
  readonly find?: string | undefined;
}

export interface PartRow extends DevicePart {
  readonly key: string;
  /** How many parts it is in. */
  readonly depth: number;
  /** What it is made after is known. */
  readonly isDefined?: boolean;
  /** Some of the parts that are made after it, and how many there are. */
  readonly madeAfter?: { readonly some: readonly PartName[]; readonly count: number };
}

/** The states that a device told, oldest first. */
export interface StateLine {
  readonly id: string;
  readonly name: string | undefined;
  readonly changes: readonly StateChange[];
}

export interface DeviceDetail {
  readonly row: DeviceRow;
  /** Of the one that it is reached by, of itself, and of some that are reached by it. */
  readonly lines: readonly StateLine[];
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly alarms: readonly DeviceAlarm[];
  /** What rules of the convention found in its messages. */
  readonly findings: FoundOfDevice;
  /** Topic filters of its messages. */
  readonly filters: readonly string[];
  /** Topics of the messages that stay at the broker and make it known. */
  readonly announced: readonly string[];
  /** Of some of these nobody can tell whether they are retained. */
  readonly mayBeUnkept: boolean;
  /** The ids of those that are reached by it. */
  readonly below: readonly string[];
  /** With their last values, wherever these are had. */
  readonly parts: {
    readonly first: number;
    readonly total: number;
    readonly rows: readonly PartRow[];
  };
  /** Where the part is whose place was asked for. */
  readonly found?: number;
}
