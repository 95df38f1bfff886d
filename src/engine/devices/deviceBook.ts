/** The devices of one convention in a capture. */
import { Device, type MessageOrigin } from './device.ts';
import { DeviceFindings } from './deviceFindings.ts';
import { type DeviceMemory, deviceSize } from './deviceMemory.ts';
import { ExceededLimits } from './exceededLimits.ts';
import { TrendLimit } from './trend.ts';

/** Maximum number of devices kept. Further ones are only counted. */
const MOST = 10_000;

export class DeviceBook {
  readonly #devices = new Map<string, Device>();
  readonly findings: DeviceFindings;
  readonly exceeded = new ExceededLimits();
  /** Also for what followers keep of devices. */
  readonly memory: DeviceMemory;
  readonly #room = new TrendLimit();
  /** Messages of devices above the limit. */
  #overLimit = 0;

  /** @param memory of all books of the capture */
  constructor(memory: DeviceMemory) {
    this.memory = memory;
    this.findings = new DeviceFindings(memory);
  }

  get all(): Iterable<Device> {
    return this.#devices.values();
  }

  get count(): number {
    return this.#devices.size;
  }

  get overLimit(): number {
    return this.#overLimit;
  }

  get(id: string): Device | undefined {
    return this.#devices.get(id);
  }

  /**
   * A device that a message names. It is kept from now on.
   * @param root topic path below which it publishes
   * @returns undefined if the limit is reached
   */
  named(id: string, root: string): Device | undefined {
    const known = this.#devices.get(id);
    if (known !== undefined) return known;
    if (this.#devices.size >= MOST || !this.memory.take(deviceSize(id, root))) {
      this.#overLimit += 1;
      return undefined;
    }
    const device = new Device(id, root, this.#room, this.exceeded, this.memory);
    this.#devices.set(id, device);
    return device;
  }

  /** A device that has sent a message. */
  heard(id: string, root: string, message: MessageOrigin): Device | undefined {
    const device = this.named(id, root);
    device?.heard(message);
    return device;
  }

  clear(): void {
    for (const id of this.#devices.keys()) this.remove(id);
    this.findings.clear();
    this.exceeded.clear();
    this.#overLimit = 0;
  }

  remove(id: string): void {
    const device = this.#devices.get(id);
    if (device === undefined) return;
    device.release();
    this.memory.take(-deviceSize(id, device.root));
    this.#devices.delete(id);
  }
}
