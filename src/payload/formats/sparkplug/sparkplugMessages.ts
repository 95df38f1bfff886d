/** What is known of a payload of Sparkplug B beside its tree: for what pairs it with other messages. */

import type { BuiltTree } from '../../tree/builtTree.ts';
import type { FormatFault } from '../../tree/format.ts';
import type { TreeValue } from '../../tree/valueTree.ts';

/** What a BIRTH said of a metric that later messages call by its alias, or leave the data type of out. */
interface KnownMetric {
  readonly name?: string | undefined;
  /** Its number. */
  readonly datatype?: number | undefined;
}

export type KnownMetrics = (
  metric: Pick<SparkplugMetric, 'name' | 'alias'>,
) => KnownMetric | undefined;

/** A metric of a payload; what it leaves out is what is known of it, or undefined. */
export interface SparkplugMetric {
  /** Row in the tree. */
  readonly row: number;
  readonly name: string | undefined;
  /** The name that it says itself. */
  readonly said: string | undefined;
  readonly alias: bigint | undefined;
  /** Its number. */
  readonly datatype: number | undefined;
  /** It says that itself, too. */
  readonly saysDatatype: boolean;
  /** ms since 1970 */
  readonly timestamp: bigint | undefined;
  readonly isNull: boolean;
  readonly isHistorical: boolean;
  readonly isTransient: boolean;
  /** null where it is said to be; undefined where there is none, or more than one can say: see the tree. */
  readonly value: TreeValue | undefined;
  /** The field of Protobuf that holds it; undefined: none does. */
  readonly field: string | undefined;
}

export interface SparkplugRead {
  readonly tree: BuiltTree | undefined;
  readonly fault?: FormatFault | undefined;
  /** ms since 1970 */
  readonly timestamp: bigint | undefined;
  readonly seq: bigint | undefined;
  /** As they stand. */
  readonly metrics: readonly SparkplugMetric[];
}
