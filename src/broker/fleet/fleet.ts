/** Simulated devices of a small plant: real MQTT clients that know no sockets and no clock. */

export interface FleetOptions {
  /** The same seed and the same times give the same traffic. */
  readonly seed: number;
  readonly userName: string;
  readonly password: string;
  /** The wall clock in Unix milliseconds at `now` = 0; it goes into the telemetry's timestamps. */
  readonly epoch: number;
}

/** What the host must do for a device, in order; a device has at most one transport at a time. */
export type FleetAction =
  | { readonly kind: 'open'; readonly device: number }
  | { readonly kind: 'send'; readonly device: number; readonly bytes: Uint8Array }
  | { readonly kind: 'close'; readonly device: number };

export class Fleet {
  readonly #actions: FleetAction[] = [];

  constructor(options: FleetOptions) {
    void options;
  }

  /** Lets the devices connect, one after another. `now`: monotonic milliseconds, as everywhere here. */
  start(now: number): void {
    void now;
  }

  /** The devices say goodbye (DISCONNECT) and close. */
  stop(now: number): void {
    void now;
  }

  opened(device: number, now: number): void {
    void device;
    void now;
  }

  received(device: number, bytes: Uint8Array, now: number): void {
    void device;
    void bytes;
    void now;
  }

  /** The transport of that device is gone, or could not be opened. */
  closed(device: number, now: number): void {
    void device;
    void now;
  }

  elapse(now: number): void {
    void now;
  }

  /** When to call `elapse` next; undefined: not started. May change with every call. */
  get wakeAt(): number | undefined {
    return undefined;
  }

  takeActions(): FleetAction[] {
    return this.#actions.splice(0);
  }
}
