/** Metrics of a Sparkplug B payload, for code that relates it to other messages. */

import type { BuiltTree } from '../../tree/builtTree.ts';
import type { FormatError } from '../../tree/format.ts';
import type { TreeValue } from '../../tree/valueTree.ts';

/**
 * Definition from a BIRTH for a metric that later messages identify by alias, or send without a data type.
 */
interface KnownMetric {
  readonly name?: string | undefined;
  /** Number of the data type. */
  readonly datatype?: number | undefined;
}

export type KnownMetrics = (
  metric: Pick<SparkplugMetric, 'name' | 'alias'>,
) => KnownMetric | undefined;

/** A metric of a payload. Omitted parts are taken from the BIRTH, or are undefined. */
export interface SparkplugMetric {
  /** Row in the tree. */
  readonly row: number;
  readonly name: string | undefined;
  /** The name in the payload itself. */
  readonly said: string | undefined;
  readonly alias: bigint | undefined;
  /** Number of the data type. */
  readonly datatype: number | undefined;
  /** The payload itself contains the data type. */
  readonly saysDatatype: boolean;
  /** ms since 1970 */
  readonly timestamp: bigint | undefined;
  readonly isNull: boolean;
  readonly isHistorical: boolean;
  readonly isTransient: boolean;
  /**
   * null if the metric is null; undefined if there is no value, or a value that only the tree can express.
   */
  readonly value: TreeValue | undefined;
  /** The Protobuf field that holds the value; undefined if none does. */
  readonly field: string | undefined;
}

export interface SparkplugRead {
  readonly tree: BuiltTree | undefined;
  readonly error?: FormatError | undefined;
  /** ms since 1970 */
  readonly timestamp: bigint | undefined;
  readonly seq: bigint | undefined;
  /** In the order of the payload. */
  readonly metrics: readonly SparkplugMetric[];
}
