/** Devices as views see them. They can be posted between threads. */
import type { RowRange } from '../lists/rowRange.ts';
import type { Announcement } from './announced.ts';
import type { DeviceAlarm, DevicePart, DeviceState, PartName, StateChange } from './device.ts';
import type { FoundOfDevice } from './deviceFindings.ts';

export type DeviceShow = 'all' | 'online' | 'offline' | 'alarm';
export type DeviceOrder = 'name' | 'seen' | 'messages';

/** Topic filters of all possible messages; undefined: there may be others. */
interface MessageOrigin {
  readonly heard?: readonly string[] | undefined;
}

export interface DevicesRequest extends RowRange, MessageOrigin {
  readonly show: DeviceShow;
  /** Text in names, ids and topics. */
  readonly search: string;
  readonly order: DeviceOrder;
}

export interface DeviceRow {
  /** Id of the convention; its name follows. */
  readonly convention: string;
  readonly conventionName: string;
  readonly id: string;
  readonly name: string | undefined;
  readonly parent: string | undefined;
  /** Number of devices above it, in the order of names. */
  readonly depth: number;
  /** Topic path below which it publishes. */
  readonly root: string;
  /** Topic to show. */
  readonly topic: string;
  readonly state: DeviceState | undefined;
  readonly said: string | undefined;
  /** Time since it has reported this state, µs. */
  readonly since: number | undefined;
  readonly statePacket: number;
  /** µs; undefined if only retained messages of it arrived. */
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
  /** Messages of devices above the limit. */
  readonly overLimit: number;
  /** Number of announcements. */
  readonly announced: number;
}

/** `silent`: some of its topics have no message. `orphan`: no topic of its device has one. */
export type AnnouncedShow = 'all' | 'silent' | 'orphan';

export interface AnnouncedRequest extends RowRange, MessageOrigin {
  readonly show: AnnouncedShow;
  /** Text in names and topics. */
  readonly search: string;
}

export interface AnnouncedRow extends Omit<Announcement, 'speaksOn' | 'mayTellOn'> {
  readonly convention: string;
  /** Id of the device. */
  readonly device: string;
  readonly deviceName: string | undefined;
  /** Number of topics that it names. Some of those without a message follow. */
  readonly topics: number;
  readonly silent: readonly string[];
  /** True if some of them have a message. */
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

export interface DeviceRequest extends DeviceName, MessageOrigin {
  /** Range of parts. */
  readonly parts: RowRange;
  /** Key of a part whose position is requested. */
  readonly find?: string | undefined;
}

export interface PartRow extends DevicePart {
  readonly key: string;
  /** Number of parts that contain it. */
  readonly depth: number;
  /** True if its definition is known. */
  readonly isDefined?: boolean;
  /** Some of its instances, and their number. */
  readonly madeAfter?: { readonly some: readonly PartName[]; readonly count: number };
}

/** The states that a device reported, oldest first. */
export interface StateLine {
  readonly id: string;
  readonly name: string | undefined;
  readonly changes: readonly StateChange[];
}

export interface DeviceDetail {
  readonly row: DeviceRow;
  /** Lines of the device that reaches it, of itself, and of some that it reaches. */
  readonly lines: readonly StateLine[];
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly alarms: readonly DeviceAlarm[];
  /** Findings of the convention's rules in its messages. */
  readonly findings: FoundOfDevice;
  /** Topic filters of its messages. */
  readonly filters: readonly string[];
  /** Topics of its announcements. */
  readonly announced: readonly string[];
  /** True if some of these may not be retained. */
  readonly mayBeUnkept: boolean;
  /** Ids of the devices that it reaches. */
  readonly below: readonly string[];
  /** With their last values from any source. */
  readonly parts: {
    readonly first: number;
    readonly total: number;
    readonly rows: readonly PartRow[];
  };
  /** Position of the requested part. */
  readonly found?: number;
}
