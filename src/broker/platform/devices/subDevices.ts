/** Sub-devices of gateways, and which of them are signed in. */
import { alinkTopic } from '../../../alibaba/alink/alinkTopic.ts';
import { type AlinkCode, wireMessage } from '../../../alibaba/alink/codes.ts';
import { type DeviceName, sessionNameOf } from '../../../alibaba/alink/deviceName.ts';
import { writeReply } from '../../../alibaba/alink/envelope.ts';
import type { DeviceState } from './deviceState.ts';

/** The platform's interface for gateways. */
interface Host {
  /** ms of the broker's clock. */
  readonly now: number;
  stateOf(device: DeviceName): DeviceState | undefined;
  send(device: DeviceName, topic: string, payload: Uint8Array, qos: 0 | 1): boolean;
  /** Ends the device's own connection. */
  displace(device: DeviceName): void;
}

/** Code that the platform sends to a gateway. */
export const NO_SESSION = 520;

export class SubDevices {
  readonly #host: Host;
  /** By the sub-device's session name, in insertion order. */
  readonly #topology = new Map<string, { readonly device: DeviceName; gateway: DeviceName }>();
  readonly #online = new Map<string, { readonly device: DeviceName; gateway: DeviceName }>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** A device belongs to one gateway at a time. */
  add(gateway: DeviceName, devices: readonly DeviceName[]): void {
    for (const device of devices) {
      const name = sessionNameOf(device);
      if (!this.isOf(gateway, device)) this.remove(device);
      this.#topology.set(name, { device: nameOf(device), gateway: nameOf(gateway) });
    }
  }

  remove(device: DeviceName): void {
    this.#topology.delete(sessionNameOf(device));
  }

  isOf(gateway: DeviceName, device: DeviceName): boolean {
    const owner = this.#topology.get(sessionNameOf(device))?.gateway;
    return owner !== undefined && sessionNameOf(owner) === sessionNameOf(gateway);
  }

  /** Removes it as a sub-device and as a gateway. */
  forget(device: DeviceName): void {
    this.signOut(device, 521);
    this.endThrough(device);
    this.remove(device);
    for (const one of this.of(device)) this.remove(one);
  }

  of(gateway: DeviceName): readonly DeviceName[] {
    return belonging(this.#topology, gateway);
  }

  signIn(gateway: DeviceName, device: DeviceName): void {
    this.#host.displace(device);
    this.#online.set(sessionNameOf(device), { device: nameOf(device), gateway: nameOf(gateway) });
    this.#changed(device);
  }

  /** Signs it out if it is signed in. With a code, the gateway is notified that the platform did it. */
  signOut(device: DeviceName, code?: AlinkCode): void {
    const gateway = this.gatewayOf(device);
    if (gateway === undefined) return;
    this.#online.delete(sessionNameOf(device));
    this.#changed(device);
    const topic = `/ext/session/${gateway.productKey}/${gateway.deviceName}/combine/logout_reply`;
    if (code !== undefined) this.#notify(gateway, topic, device, code);
  }

  /** Sub-devices are signed out with their gateway's connection. */
  endThrough(gateway: DeviceName): void {
    for (const device of belonging(this.#online, gateway)) this.signOut(device);
  }

  /**
   * A PUBLISH that a gateway may not send: it is notified if the topic belongs to one of its sub-devices that
   * is not signed in.
   */
  refused(gateway: DeviceName, topic: string): void {
    const device = this.withoutSession(gateway, topic);
    if (device === undefined) return;
    const error = `/ext/error/${gateway.productKey}/${gateway.deviceName}`;
    this.#notify(gateway, error, device, NO_SESSION);
  }

  /** The gateway's sub-device that the topic belongs to, if it is not signed in. */
  withoutSession(gateway: DeviceName, topic: string): DeviceName | undefined {
    const device = subjectOf(topic);
    if (device === undefined || !this.isOf(gateway, device)) return undefined;
    return this.behind(gateway, topic) === undefined ? device : undefined;
  }

  /** Its own session, or the session of the gateway that signed it in. */
  sessionFor(device: DeviceName): string {
    return sessionNameOf(this.gatewayOf(device) ?? device);
  }

  /** The sub-device that the topic belongs to, if it is signed in through this gateway. */
  behind(gateway: DeviceName, topic: string): DeviceState | undefined {
    if (this.#online.size === 0) return undefined;
    const device = subjectOf(topic);
    const through = device && this.gatewayOf(device);
    if (device === undefined || through === undefined) return undefined;
    return sessionNameOf(through) === sessionNameOf(gateway)
      ? this.#host.stateOf(device)
      : undefined;
  }

  /** All sub-devices signed in through this gateway. */
  allBehind(gateway: DeviceName): readonly DeviceState[] {
    return belonging(this.#online, gateway)
      .map((name) => this.#host.stateOf(name))
      .filter((state) => state !== undefined);
  }

  /** The gateway through which it is signed in. */
  gatewayOf(device: DeviceName): DeviceName | undefined {
    return this.#online.get(sessionNameOf(device))?.gateway;
  }

  #changed(device: DeviceName): void {
    const state = this.#host.stateOf(device);
    if (state !== undefined) state.since = this.#host.now;
  }

  #notify(gateway: DeviceName, topic: string, device: DeviceName, code: AlinkCode): void {
    const data = JSON.stringify(nameOf(device));
    const notice = writeReply({ rawId: '"0"', code, data, message: wireMessage(code) });
    this.#host.send(gateway, topic, notice, 0);
  }
}

function subjectOf(topic: string): DeviceName | undefined {
  const { productKey, deviceName } = alinkTopic(topic) ?? {};
  if (productKey === undefined || deviceName === undefined) return undefined;
  return { productKey, deviceName };
}

const nameOf = ({ productKey, deviceName }: DeviceName): DeviceName => ({ productKey, deviceName });

function belonging(
  devices: ReadonlyMap<string, { readonly device: DeviceName; readonly gateway: DeviceName }>,
  gateway: DeviceName,
): readonly DeviceName[] {
  if (devices.size === 0) return [];
  const own = sessionNameOf(gateway);
  return [...devices.values()]
    .filter((one) => sessionNameOf(one.gateway) === own)
    .map(({ device }) => device);
}
