/** The metrics of an edge node and its devices, from their last BIRTHs. */

import { type DeviceMemory, textsSize } from '../../engine/devices/deviceMemory.ts';
import { type BirthMetric, knownMetrics } from '../../payload/formats/sparkplug/sparkplugBirths.ts';
import type {
  KnownMetrics,
  SparkplugMetric,
} from '../../payload/formats/sparkplug/sparkplugMessages.ts';

const NOTHING: KnownMetrics = () => undefined;

interface Birth {
  readonly metrics: readonly BirthMetric[];
  readonly known: KnownMetrics;
  readonly size: number;
}

export class Births {
  /** By device; empty for the node itself. */
  readonly #births = new Map<string, Birth>();
  readonly #memory: DeviceMemory;

  constructor(memory: DeviceMemory) {
    this.#memory = memory;
  }

  /** Returns false without memory for them. Then the metrics of the device stay unknown. */
  learn(device: string | undefined, metrics: readonly SparkplugMetric[]): boolean {
    const key = device ?? '';
    this.#forget(key);
    const named = namedIn(metrics);
    const size = named.reduce((sum, { name }) => sum + textsSize(name), textsSize(key));
    if (!this.#memory.take(size)) return false;
    this.#births.set(key, { metrics: named, known: knownMetrics(named), size });
    return true;
  }

  #forget(device: string): void {
    this.#memory.take(-(this.#births.get(device)?.size ?? 0));
    this.#births.delete(device);
  }

  /** A new session requires new BIRTHs of all devices. */
  clear(): void {
    for (const device of this.#births.keys()) this.#forget(device);
  }

  /** Aliases of the node and its other devices. */
  *aliasesBeside(device: string | undefined): Generator<readonly [bigint, string]> {
    for (const [owner, { metrics }] of this.#births) {
      if (owner === (device ?? '')) continue;
      for (const { alias, name } of metrics) if (alias !== undefined) yield [alias, name];
    }
  }

  has(device: string | undefined): boolean {
    return this.#births.has(device ?? '');
  }

  known(device: string | undefined): KnownMetrics {
    return this.#births.get(device ?? '')?.known ?? NOTHING;
  }
}

/** Metrics that a BIRTH names. */
export const namedIn = (metrics: readonly SparkplugMetric[]): readonly BirthMetric[] =>
  metrics.flatMap(({ name, alias, datatype }) =>
    name === undefined ? [] : [{ name, alias, datatype }],
  );
