/** The metrics of an edge node and its devices, from their last BIRTHs. */

import { type BirthMetric, knownMetrics } from '../../payload/formats/sparkplug/sparkplugBirths.ts';
import type {
  KnownMetrics,
  SparkplugMetric,
} from '../../payload/formats/sparkplug/sparkplugMessages.ts';

const NOTHING: KnownMetrics = () => undefined;

interface Birth {
  readonly metrics: readonly BirthMetric[];
  readonly known: KnownMetrics;
}

export class Births {
  /** By device; empty for the node itself. */
  readonly #births = new Map<string, Birth>();

  learn(device: string | undefined, metrics: readonly SparkplugMetric[]): void {
    const named = namedIn(metrics);
    this.#births.set(device ?? '', { metrics: named, known: knownMetrics(named) });
  }

  /** A new session requires new BIRTHs of all devices. */
  clear(): void {
    this.#births.clear();
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
