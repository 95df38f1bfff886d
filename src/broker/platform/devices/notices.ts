/** Tells the webhook about devices' states, as the cloud's rules forward them to an application. */
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { PostedMessage, WebhookControl } from './webhook.ts';

type LifeCycleAction = 'create' | 'delete' | 'enable' | 'disable';

interface Host {
  /** ms since 1970. */
  readonly wallClock: number;
  readonly webhook: WebhookControl | undefined;
  iotIdOf(device: DeviceName): string;
}

/** China standard time, used by the cloud for `time`. */
const CHINA = 8 * 3_600_000;

/** `2026-11-27 08:15:00.123`. */
function dayAndTime(time: number): string {
  return new Date(time).toISOString().replace('T', ' ').replace('Z', '');
}

export class Notices {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  /** @param address with its port */
  online(device: DeviceName, isOnline: boolean, address: string): void {
    const clientIp = address.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
    const local = dayAndTime(this.#now + CHINA);
    const utc = new Date(this.#now).toISOString();
    this.#post(device, 'status', `/as/mqtt/status/${pathOf(device)}`, {
      status: isOnline ? 'online' : 'offline',
      ...this.#identified(device),
      time: local,
      utcTime: utc,
      lastTime: local,
      utcLastTime: utc,
      clientIp,
    });
  }

  lifeCycle(device: DeviceName, action: LifeCycleAction): void {
    this.#post(device, 'lifecycle', `/${pathOf(device)}/thing/lifecycle`, {
      action,
      ...this.#identified(device),
      messageCreateTime: this.#now,
    });
  }

  /** Sub-devices that a gateway added or removed. */
  topology(gateway: DeviceName, devices: readonly DeviceName[], action: 'add' | 'remove'): void {
    this.#post(gateway, 'topology', `/${pathOf(gateway)}/thing/topo/lifecycle`, {
      action,
      gwIotId: this.#host.iotIdOf(gateway),
      gwProductKey: gateway.productKey,
      gwDeviceName: gateway.deviceName,
      devices: devices.map((device) => this.#identified(device)),
      messageCreateTime: this.#now,
    });
  }

  get #now(): number {
    return Math.floor(this.#host.wallClock);
  }

  #identified({ productKey, deviceName }: DeviceName): object {
    const iotId = this.#host.iotIdOf({ productKey, deviceName });
    return { iotId, productKey, deviceName };
  }

  #post(
    { productKey, deviceName }: DeviceName,
    kind: PostedMessage['kind'],
    topic: string,
    body: object,
  ): void {
    this.#host.webhook?.posted({
      productKey,
      deviceName,
      kind,
      topic,
      code: null,
      misfits: [],
      time: this.#now,
      payload: encodeUtf8(JSON.stringify(body)),
    });
  }
}

const pathOf = ({ productKey, deviceName }: DeviceName): string => `${productKey}/${deviceName}`;
