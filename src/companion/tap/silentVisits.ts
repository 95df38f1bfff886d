/** Counts connections without data, such as port checks. Each is reported until there are too many. */
import { bareHost, machineOf } from '../net/addresses.ts';

/** ms. */
export const SILENT_WITHIN = 10 * 60_000;
const MOST_OF_A_MACHINE = 10;
const MOST = 100;

export class SilentVisits {
  /** Start of the current period, ms. */
  #since = Number.NEGATIVE_INFINITY;
  #told = 0;
  readonly #ofMachines = new Map<string, number>();
  /** Visits that were only counted. */
  count = 0;

  /** Whether this visit is reported singly instead of counted. @param address with its port @param now ms */
  isReported(address: string, now: number): boolean {
    if (now - this.#since >= SILENT_WITHIN) {
      this.#since = now;
      this.#told = 0;
      this.#ofMachines.clear();
    }
    const machine = machineOf(bareHost(address.slice(0, address.lastIndexOf(':'))));
    const ofMachine = this.#ofMachines.get(machine) ?? 0;
    if (ofMachine >= MOST_OF_A_MACHINE || this.#told >= MOST) {
      this.count += 1;
      return false;
    }
    this.#ofMachines.set(machine, ofMachine + 1);
    this.#told += 1;
    return true;
  }
}
