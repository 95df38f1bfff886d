/** Devices as views see them. All of it can be posted between threads. */
import type { DeviceAlarm, DevicePart, DeviceState } from './device.ts';

export type DeviceShow = 'all' | 'online' | 'offline' | 'alarm';
export type DeviceOrder = 'name' | 'seen' | 'messages';

export interface DevicesRequest {
  readonly first: number;
  readonly count: number;
  readonly show: DeviceShow;
  /** What names, ids and facts hold. */
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
  /** Topic path below which its messages are. */
  readonly root: string;
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
}

interface DeviceName {
  readonly convention: string;
  readonly id: string;
}

export interface DeviceRequest extends DeviceName {
  /** Which of its parts. */
  readonly parts: { readonly first: number; readonly count: number };
}

export interface DeviceDetail {
  readonly row: DeviceRow;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly alarms: readonly DeviceAlarm[];
  /** The ids of those that are reached by it. */
  readonly below: readonly string[];
  /** With their last values, wherever these are had. */
  readonly parts: {
    readonly first: number;
    readonly total: number;
    readonly rows: readonly DevicePart[];
  };
}
