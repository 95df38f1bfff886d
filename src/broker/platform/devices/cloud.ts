/** What the platform's services are given: a way to a device, the time, and what is known of it. */

import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { Device } from '../../../alibaba/devices.ts';
import type { Product } from '../../../alibaba/product.ts';
import type { FileFacts } from './fileCommands.ts';
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
  /** As it stands now; undefined: it is not known. */
  deviceOf(device: DeviceName): Device | undefined;
  iotIdOf(device: DeviceName): string;
  /** By itself, or through a gateway. */
  isOnline(device: DeviceName): boolean;
  readonly subDevices: SubDevices;
  /**
   * To that device alone, with this QoS. Without a subscription it is not delivered, unless the settings say so.
   * False: none of its subscriptions matches.
   * @param isAgain it did not hear the same before: that it still does not is not noted once more
   */
  send(
    device: DeviceName,
    topic: string,
    payload: Uint8Array,
    qos: 0 | 1,
    isAgain?: boolean,
  ): boolean;
  /** Whether files can be fetched over HTTP here. */
  readonly servesFiles: boolean;
  /** Where that device can fetch a file, for a day; undefined: not known while it is offline, or nowhere. */
  fileUrl(device: DeviceName, file: FileFacts): string | undefined;
  /** For whoever looks on, with the payload of the message. */
  note(device: DeviceName, event: Omit<DeviceEvent, 'time'>, payload: Uint8Array): void;
}
