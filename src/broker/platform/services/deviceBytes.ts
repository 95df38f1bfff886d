/** Bytes that a service stores for each device, charged to the memory of all clients. */
import { type DeviceName, sessionNameOf } from '../../../alibaba/alink/deviceName.ts';
import { Account } from '../../core/memory/ledger.ts';

export class DeviceBytes {
  readonly #account: Account;
  readonly #devices = new Map<string, number>();

  constructor(account = new Account()) {
    this.#account = account;
  }

  of(device: DeviceName): number {
    return this.#devices.get(sessionNameOf(device)) ?? 0;
  }

  /** True if the device may replace its bytes with this many. */
  fits(device: DeviceName, bytes: number): boolean {
    return this.#account.fits(bytes - this.of(device));
  }

  set(device: DeviceName, bytes: number): void {
    const name = sessionNameOf(device);
    this.#account.add(bytes - this.of(device));
    if (bytes === 0) this.#devices.delete(name);
    else this.#devices.set(name, bytes);
  }

  add(device: DeviceName, change: number): void {
    this.set(device, this.of(device) + change);
  }
}
