/** Interface for the platform's services: messages to a device, the time, and known devices. */

import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { Device } from '../../../alibaba/devices.ts';
import type { Product } from '../../../alibaba/product.ts';
import type { DeviceEvent } from './logCommands.ts';
import type { PlatformSettings } from './settings.ts';
import type { SubDevices } from './subDevices.ts';

export interface Cloud {
  /** ms of the broker's clock. */
  readonly now: number;
  /** ms since 1970. */
  readonly wallClock: number;
  readonly settings: PlatformSettings;
  productOf(device: DeviceName): Product | undefined;
  /** The current entry; undefined: unknown. */
  deviceOf(device: DeviceName): Device | undefined;
  iotIdOf(device: DeviceName): string;
  /** Directly or through a gateway. */
  isOnline(device: DeviceName): boolean;
  readonly subDevices: SubDevices;
  /**
   * Sends to that device only, with this QoS. Without a subscription it is not delivered, unless the settings
   * say so. Returns false if none of its subscriptions matches.
   * @param isAttempt not noted if it is not delivered, because another topic is tried next
   */
  send(
    device: DeviceName,
    topic: string,
    payload: Uint8Array,
    qos: 0 | 1,
    isAttempt?: boolean,
  ): boolean;
  /** True if its client may receive synchronous calls on `/ext/rrpc/…`. */
  hasExtendedRrpc(device: DeviceName): boolean;
  /** Adds an event for observers, with the message's payload. */
  note(device: DeviceName, event: Omit<DeviceEvent, 'time'>, payload: Uint8Array): void;
}
