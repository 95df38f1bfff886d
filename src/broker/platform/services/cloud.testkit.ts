/** Test kit: a platform with one device that receives everything. */

import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { ThingModel } from '../../../alibaba/alink/thingModel.ts';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import type { Cloud } from '../devices/cloud.ts';
import type { DeviceEvent } from '../devices/logCommands.ts';
import { DEFAULT_PLATFORM_SETTINGS } from '../devices/settings.ts';
import { SubDevices } from '../devices/subDevices.ts';
import { Services } from './services.ts';

export const DEVICE: DeviceName = { productKey: 'a1B2c3D4e5F', deviceName: 'lamp-1' };
export const S = '/sys/a1B2c3D4e5F/lamp-1';

export interface Sent {
  readonly topic: string;
  readonly text: string;
  readonly qos: 0 | 1;
}

export class TestCloud implements Cloud {
  now = 5000;
  wallClock = 1_700_000_000_123;
  readonly settings = DEFAULT_PLATFORM_SETTINGS;
  online = true;
  isSubscribed = true;
  readonly model: ThingModel | undefined;
  readonly sent: Sent[] = [];
  /** Last sent payload, which may not be text. */
  lastPayload: Uint8Array = new Uint8Array();
  readonly notes: Omit<DeviceEvent, 'time'>[] = [];
  readonly services = new Services();

  constructor(model?: ThingModel) {
    this.model = model;
  }

  productOf({ productKey }: DeviceName) {
    return { productKey, name: 'lamps', topics: [], model: this.model };
  }

  readonly subDevices = new SubDevices({
    now: 0,
    stateOf: () => undefined,
    send: () => false,
    displace: () => undefined,
  });

  deviceOf(): undefined {
    return undefined;
  }

  extendedRrpc = false;

  hasExtendedRrpc(): boolean {
    return this.extendedRrpc;
  }

  iotIdOf(): string {
    return '';
  }

  isOnline(): boolean {
    return this.online;
  }

  send(_device: DeviceName, topic: string, payload: Uint8Array, qos: 0 | 1): boolean {
    if (this.isSubscribed) {
      this.sent.push({ topic, text: decodeUtf8(payload) ?? '', qos });
      this.lastPayload = payload;
    }
    return this.isSubscribed;
  }

  note(_device: DeviceName, event: Omit<DeviceEvent, 'time'>): void {
    this.notes.push(event);
  }

  /** Publishes from the device; returns its answer, at most one message. */
  hear(topic: string, payload: string | Uint8Array, qos: 0 | 1 = 0): Sent | undefined {
    const before = this.sent.length;
    const bytes = typeof payload === 'string' ? encodeUtf8(payload) : payload;
    this.services.received(this, DEVICE, topic, bytes, qos);
    return this.sent[before];
  }

  get lastNote(): Omit<DeviceEvent, 'time'> | undefined {
    return this.notes.at(-1);
  }

  get lastSent(): Sent {
    const last = this.sent.at(-1);
    if (last === undefined) throw new Error('nothing was sent');
    return last;
  }
}
