/** Simulated devices of a small plant: real MQTT clients without sockets and clock. */
import { Random } from '../core/memory/random.ts';
import { Device } from './device.ts';
import { MACHINES } from './machines.ts';
import type { DeviceModel } from './model.ts';
import { office } from './office.ts';
import { planner } from './planner.ts';
import { modelOf } from './signals.ts';

export interface FleetOptions {
  /** Equal seeds and times give equal traffic. */
  readonly seed: number;
  readonly userName: string;
  readonly password: string;
  /** Unix milliseconds of the wall clock at `now` = 0, for telemetry timestamps. */
  readonly epoch: number;
}

/** Action of the host for a device, in order; a device has at most one transport at a time. */
export type FleetAction =
  | { readonly kind: 'open'; readonly device: number }
  | { readonly kind: 'send'; readonly device: number; readonly bytes: Uint8Array }
  /** Write the earlier output, close, and report nothing more about that transport. */
  | { readonly kind: 'close'; readonly device: number };

/** Milliseconds between the first connections of two devices. */
const STAGGER = 120;

const plant = (): DeviceModel[] => [office(['hz-2', 'hz-3']), planner(), ...MACHINES.map(modelOf)];

export class Fleet {
  readonly #options: FleetOptions;
  readonly #random: Random;
  readonly #devices: Device[];
  readonly #actions: FleetAction[] = [];
  #isStarted = false;

  constructor(options: FleetOptions) {
    this.#options = options;
    this.#random = new Random(options.seed);
    this.#devices = plant().map((model) => this.#device(model));
  }

  #device(model: DeviceModel): Device {
    const { seed: _seed, ...rest } = this.#options;
    return new Device({ model, random: new Random(this.#random.uint32()), ...rest });
  }

  /** Adds devices, which connect from that time on. */
  join(models: readonly DeviceModel[], at: number): void {
    for (const [place, model] of models.entries()) {
      const device = this.#device(model);
      this.#devices.push(device);
      if (this.#isStarted) device.start(at + place * STAGGER);
    }
  }

  /** Devices are numbered from 0. */
  get size(): number {
    return this.#devices.length;
  }

  /** Connects the devices one after another. `now`: monotonic milliseconds, like everywhere here. */
  start(now: number): void {
    this.#isStarted = true;
    this.#devices.forEach((device, at) => device.start(now + at * STAGGER));
    this.elapse(now);
  }

  /** The devices send DISCONNECT and close. */
  stop(now: number): void {
    this.#isStarted = false;
    this.#devices.forEach((device, at) => {
      device.stop(now);
      this.#gather(device, at, now);
    });
  }

  /** The transport requested by an `open` is open. */
  opened(device: number, now: number): void {
    this.#forward(device, now, (target) => target.opened(now));
  }

  received(device: number, bytes: Uint8Array, now: number): void {
    this.#forward(device, now, (target) => target.received(bytes, now));
  }

  /** The device's transport is closed, or could not be opened. */
  closed(device: number, now: number): void {
    this.#forward(device, now, (target) => target.closed(now));
  }

  elapse(now: number): void {
    if (!this.#isStarted) return;
    this.#devices.forEach((device, at) => {
      if (device.wakeAt > now) return;
      if (device.elapse(now) === 'open') this.#actions.push({ kind: 'open', device: at });
      this.#gather(device, at, now);
    });
  }

  /** When to call `elapse` next; undefined: not started. May change with every call. */
  get wakeAt(): number | undefined {
    if (!this.#isStarted) return undefined;
    const next = Math.min(...this.#devices.map((device) => device.wakeAt));
    return Number.isFinite(next) ? next : undefined;
  }

  takeActions(): FleetAction[] {
    return this.#actions.splice(0);
  }

  #forward(device: number, now: number, what: (target: Device) => void): void {
    const target = this.#devices[device];
    if (target === undefined || !this.#isStarted) return;
    what(target);
    this.#gather(target, device, now);
  }

  #gather(device: Device, at: number, now: number): void {
    for (const step of device.takeOutput(now)) {
      this.#actions.push(
        step.kind === 'send'
          ? { kind: 'send', device: at, bytes: step.bytes }
          : { kind: 'close', device: at },
      );
    }
  }
}
