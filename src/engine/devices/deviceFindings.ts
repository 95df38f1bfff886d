/** Keeps the findings of a convention's rules by device. */
import type { FoundProblem } from '../findings/problem.ts';
import type { DeviceMemory } from './deviceMemory.ts';
import { NamedEntries } from './namedEntries.ts';

/** Limits: the newest findings of each device, and devices. */
const MOST = { findings: 20, devices: 10_000 } as const;

export interface FoundOfDevice {
  /** Also counts findings that are not kept. */
  readonly total: number;
  /** Newest first. */
  readonly rows: readonly FoundProblem[];
}

const NOTHING: FoundOfDevice = { total: 0, rows: [] };

export class DeviceFindings {
  /** By device id. A device may have findings before it is known. */
  readonly #found: NamedEntries<FoundOfDevice>;

  constructor(memory: DeviceMemory) {
    this.#found = new NamedEntries(memory);
  }

  add(device: string, problem: FoundProblem): void {
    const known = this.#found.get(device);
    if (known === undefined && this.#found.size >= MOST.devices) return;
    const { total, rows } = known ?? NOTHING;
    this.#found.set(device, {
      total: total + 1,
      rows: [problem, ...rows].slice(0, MOST.findings),
    });
  }

  of(device: string): FoundOfDevice {
    return this.#found.get(device) ?? NOTHING;
  }

  clear(): void {
    this.#found.clear();
  }
}
