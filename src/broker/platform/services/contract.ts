/** What the platform's core asks of the services above MQTT: Alink, NTP, shadow, calls from the cloud's side. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { RefusalFact } from '../../core/commands/refusals.ts';
import type { Cloud } from '../devices/cloud.ts';
import type { CallFacts, PropertyFacts } from '../devices/commands.ts';
import type { DesiredValues } from './desired.ts';
import type { DeviceLogs } from './deviceLogs.ts';
import type { FileUploads } from './fileUploads.ts';
import type { Ota } from './ota.ts';
import type { RawData } from './rawData.ts';
import type { RemoteConfig } from './remoteConfig.ts';
import type { Tags } from './tags.ts';

/** Number of the call, or why there is none. */
export type Called = { readonly call: number } | { readonly refused: RefusalFact };

export interface PlatformServices {
  /** A PUBLISH of a device that it may send, to a topic of the platform or to a custom one. */
  received(cloud: Cloud, device: DeviceName, topic: string, payload: Uint8Array, qos: 0 | 1): void;
  /** Sets properties from the cloud's side; `params`: JSON text of an object. */
  setProperty(cloud: Cloud, device: DeviceName, params: string): Called;
  /** `input`: JSON text of an object. A service that the model calls synchronous goes by RRPC. */
  invoke(cloud: Cloud, device: DeviceName, service: string, input: string): Called;
  /** Desired values of the shadow; refused: why. */
  setDesired(cloud: Cloud, device: DeviceName, desired: string): { readonly refused?: RefusalFact };
  /** Desired values of properties: kept, and sent at once to a device that is online. */
  setDesiredProperties(
    cloud: Cloud,
    device: DeviceName,
    desired: string,
  ): { readonly refused?: RefusalFact; readonly call?: number };
  readonly desired: DesiredValues;
  readonly tags: Tags;
  readonly raw: RawData;
  /** Newest first. */
  callsOf(device: DeviceName): readonly CallFacts[];
  call(call: number): CallFacts | undefined;
  /** Told once, when it is answered, timed out, or the device is not there; at once if that is so already. */
  whenDone(call: number, tell: (facts: CallFacts) => void): void;
  propertiesOf(device: DeviceName): readonly PropertyFacts[];
  /** JSON text. */
  shadowOf(device: DeviceName): string | undefined;
  /** Firmware, with the store of files. */
  readonly ota: Ota;
  readonly config: RemoteConfig;
  readonly logs: DeviceLogs;
  readonly uploads: FileUploads;
  /** False: the device does not hear of it now. */
  pushLogConfig(cloud: Cloud, device: DeviceName, isReporting: boolean): boolean;
  /** False: the device does not hear of it, or there is nothing that it could fetch. */
  pushConfig(cloud: Cloud, device: DeviceName): boolean;
  /** All that is known of a device that is gone from the registry is forgotten. */
  forget(device: DeviceName): void;
  /** When `elapse` is due, ms of the broker's clock; undefined: nothing waits. */
  readonly wakeAt: number | undefined;
  elapse(cloud: Cloud): void;
}
