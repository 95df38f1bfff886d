/** Interface of the services above MQTT for the platform's core: Alink, NTP, calls from the cloud's side. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import type { RefusalFact } from '../../core/commands/refusals.ts';
import type { Cloud } from '../devices/cloud.ts';
import type { CallFacts, PropertyFacts } from '../devices/commands.ts';

/** Number of the call, or why there is none. */
export type Called = { readonly call: number } | { readonly refused: RefusalFact };

export interface RrpcRequest {
  /** A topic of the product, sent after `/ext/rrpc/{id}`; absent: the system's RRPC topic. */
  readonly topic?: string;
  readonly payload: Uint8Array;
  /** ms; undefined: the timeout in the settings. */
  readonly timeout?: number | undefined;
}

export interface PlatformServices {
  /** A permitted PUBLISH of a device, to a topic of the platform or to a custom one. */
  received(cloud: Cloud, device: DeviceName, topic: string, payload: Uint8Array, qos: 0 | 1): void;
  /** Sets properties from the cloud's side; `params`: JSON text of an object. */
  setProperty(cloud: Cloud, device: DeviceName, params: string): Called;
  /** `input`: JSON text of an object. A synchronous service is called over RRPC. */
  invoke(cloud: Cloud, device: DeviceName, service: string, input: string): Called;
  /** A request with any payload that the device answers. */
  rrpc(cloud: Cloud, device: DeviceName, request: RrpcRequest): Called;
  /** Newest first. */
  callsOf(device: DeviceName): readonly CallFacts[];
  call(call: number): CallFacts | undefined;
  /**
   * Called once, when it is answered or timed out or the device is missing; at once if that has already
   * happened.
   */
  whenDone(call: number, notify: (facts: CallFacts) => void): void;
  propertiesOf(device: DeviceName): readonly PropertyFacts[];
  /** Deletes all state of a device that was removed from the registry. */
  forget(device: DeviceName): void;
  /** When `elapse` is due, ms of the broker's clock; undefined: no deadline. */
  readonly wakeAt: number | undefined;
  elapse(cloud: Cloud): void;
}
