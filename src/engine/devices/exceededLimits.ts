/** Limits that devices exceed. Each device reports each limit once, and the memory for all is reported once. */
import type { DeviceLimit } from '../findings/conventionLimit.ts';

interface Exceeded {
  readonly of: DeviceLimit;
  readonly most: number;
}

export class ExceededLimits {
  #isMemoryReported = false;
  #unreported: Exceeded[] = [];

  add(of: DeviceLimit, most: number): void {
    if (of === 'memory' && this.#isMemoryReported) return;
    this.#isMemoryReported ||= of === 'memory';
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
    this.#isMemoryReported = false;
    this.#unreported = [];
  }
}

const NONE: readonly Exceeded[] = [];
