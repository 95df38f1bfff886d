/**
 * Limits the MQTT-SN gateway to half of the transports' memory, so that forged sensors cannot lock out other
 * clients.
 */
import type { Account } from '../../broker/core/memory/ledger.ts';
import type { GatewayMemory } from '../../mqttsn/gateway/gatewayOptions.ts';

export class SnShare implements GatewayMemory {
  readonly #account: Account;
  #held = 0;

  constructor(account: Account) {
    this.#account = account;
  }

  fits(bytes: number): boolean {
    return this.#held + bytes <= this.#account.limit / 2 && this.#account.fits(bytes);
  }

  add(bytes: number): void {
    this.#held += bytes;
    this.#account.add(bytes);
  }
}
