/** The platform's state of one device, apart from its session. */

import { type DeviceName, sessionNameOf } from '../../../alibaba/alink/deviceName.ts';
import type { Device } from '../../../alibaba/devices.ts';
import type { Product } from '../../../alibaba/product.ts';
import type { DeviceEvent } from './logCommands.ts';
import { Permissions } from './permissions.ts';
import { Rate } from './rates.ts';
import { NO_TRAITS, type SdkTraits } from './sdkTraits.ts';
import { SignIns } from './signIns.ts';

const EVENTS_KEPT = 50;
/** Limit in characters; longer topics are refused. */
const LONGEST_TOPIC = 1000;

export class DeviceState implements DeviceName {
  readonly productKey: string;
  readonly deviceName: string;
  readonly sessionName: string;
  readonly signIns = new SignIns();
  /** CONNECT packets per minute, PUBLISH packets per second. */
  readonly connects = new Rate(60_000);
  readonly publishes = { 0: new Rate(1000), 1: new Rate(1000) } as const;
  #device: Device;
  #permissions: Permissions;
  /** Set at run time, overriding the list. */
  #isDisabled: boolean | undefined;
  /** Newest first. */
  #events: readonly DeviceEvent[] = [];
  /** Belongs to its latest sign-in. */
  traits: SdkTraits = NO_TRAITS;
  /** Its latest connection, while open. */
  connection: number | undefined;
  /** When it connected or disconnected, ms; undefined: never connected. */
  since: number | undefined;

  constructor(device: Device, product: Product | undefined) {
    this.productKey = device.productKey;
    this.deviceName = device.deviceName;
    this.sessionName = sessionNameOf(device);
    this.#device = device;
    this.#permissions = new Permissions(device, product);
  }

  get permissions(): Permissions {
    return this.#permissions;
  }

  /** The current entry. */
  get device(): Device {
    return { ...this.#device, disabled: this.isDisabled };
  }

  get isDisabled(): boolean {
    return this.#isDisabled ?? this.#device.disabled === true;
  }

  disable(isDisabled: boolean): void {
    this.#isDisabled = isDisabled;
  }

  /** The list was read again; a changed disabled state applies. */
  renew(device: Device, product: Product | undefined): void {
    if (device.disabled !== this.#device.disabled) this.#isDisabled = undefined;
    this.#device = device;
    this.#permissions = new Permissions(device, product);
  }

  get events(): readonly DeviceEvent[] {
    return this.#events;
  }

  note(event: DeviceEvent): void {
    const topic = event.topic.slice(0, LONGEST_TOPIC);
    this.#events = [{ ...event, topic }, ...this.#events.slice(0, EVENTS_KEPT - 1)];
  }
}
