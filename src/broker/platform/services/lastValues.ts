/**
 * Latest value of each property by the devices' own times, within a memory budget. The values unreported for
 * longest are removed first.
 */
import { type DeviceName, sessionNameOf } from '../../../alibaba/alink/deviceName.ts';
import { Account } from '../../core/memory/ledger.ts';
import type { PropertyFacts } from '../devices/commands.ts';

/** Estimated bytes of one device, and of all, limited to a third of the platform's memory. */
const DEVICE_BYTES = 1 << 20;
const ALL_BYTES = 64 << 20;
const SHARE = 3;
/** Memory of a fact without its texts. */
const FACT_BYTES = 120;

function sizeOf({ identifier, value }: PropertyFacts): number {
  return FACT_BYTES + 2 * (identifier.length + value.length);
}

interface Known {
  readonly fact: PropertyFacts;
  /**
   * A time in the future counts as the arrival time; otherwise a wrong clock would keep its value forever.
   */
  readonly measured: number;
}

interface Values {
  /** Longest unreported first. */
  readonly facts: Map<string, Known>;
  bytes: number;
}

export class LastValues {
  /** By device, longest silent first. */
  readonly #devices = new Map<string, Values>();
  #bytes = 0;
  readonly #account: Account;
  readonly #most: number;

  constructor(account = new Account()) {
    this.#account = account;
    this.#most = Math.min(ALL_BYTES, account.limit / SHARE);
  }

  /**
   * @param now ms since 1970 @returns names of values older than the stored ones, which they do not replace
   */
  record(device: DeviceName, facts: readonly PropertyFacts[], now: number): readonly string[] {
    const key = sessionNameOf(device);
    const values: Values = this.#devices.get(key) ?? { facts: new Map(), bytes: 0 };
    this.#devices.delete(key);
    this.#devices.set(key, values);
    const older = new Set<string>();
    for (const fact of facts) {
      const measured = Math.min(fact.time, now);
      const before = values.facts.get(fact.identifier);
      if (before !== undefined && before.measured > measured) {
        older.add(fact.identifier);
        continue;
      }
      this.#remove(values, fact.identifier);
      values.facts.set(fact.identifier, { fact, measured });
      older.delete(fact.identifier);
      this.#count(values, sizeOf(fact));
    }
    while (values.bytes > DEVICE_BYTES) this.#removeFirst(values);
    for (const [silent] of this.#devices) {
      if (this.#bytes <= this.#most && !this.#account.isOver) break;
      this.#forget(silent);
    }
    return [...older];
  }

  /** By identifier. */
  of(device: DeviceName): readonly PropertyFacts[] {
    const known = this.#devices.get(sessionNameOf(device))?.facts.values() ?? [];
    const facts = Array.from(known, ({ fact }) => fact);
    return facts.sort((a, b) => (a.identifier < b.identifier ? -1 : 1));
  }

  forget(device: DeviceName): void {
    this.#forget(sessionNameOf(device));
  }

  #forget(key: string): void {
    const values = this.#devices.get(key);
    if (values !== undefined) this.#count(values, -values.bytes);
    this.#devices.delete(key);
  }

  #count(values: Values, bytes: number): void {
    values.bytes += bytes;
    this.#bytes += bytes;
    this.#account.add(bytes);
  }

  #remove(values: Values, identifier: string): void {
    const before = values.facts.get(identifier);
    if (before === undefined) return;
    values.facts.delete(identifier);
    this.#count(values, -sizeOf(before.fact));
  }

  #removeFirst(values: Values): void {
    for (const identifier of values.facts.keys()) {
      this.#remove(values, identifier);
      return;
    }
  }
}
