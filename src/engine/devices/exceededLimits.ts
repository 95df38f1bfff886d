/** Limits that devices exceed. Each is reported once per device. */
import type { DeviceLimit } from '../findings/conventionLimit.ts';

interface Exceeded {
  readonly of: DeviceLimit;
  readonly most: number;
}

export class ExceededLimits {
  /** Limit and device. */
  readonly #known = new Set<string>();
  #unreported: Exceeded[] = [];

  add(device: string, of: DeviceLimit, most: number): void {
    const key = `${of} ${device}`;
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.#unreported.push({ of, most });
  }

  /** Returns the limits that were not returned before. */
  take(): readonly Exceeded[] {
    if (this.#unreported.length === 0) return NONE;
    const unreported = this.#unreported;
    this.#unreported = [];
    return unreported;
  }

  clear(): void {
    this.#known.clear();
    this.#unreported = [];
  }
}

const NONE: readonly Exceeded[] = [];
