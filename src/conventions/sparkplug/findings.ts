/** Findings of the Sparkplug B rules. Long names are truncated. */

/** Each rule has its own finding. */
export type SparkplugFindings = {
  readonly 'sparkplug-topic': {
    readonly type: string;
    readonly why: 'type' | 'device-missing' | 'device-given' | 'levels';
  };
  readonly 'sparkplug-payload': { readonly type: string };
  readonly 'sparkplug-delivery': {
    readonly type: string;
    readonly flag: 'qos' | 'retain';
    readonly wanted: number;
    readonly found: number;
  };
  /** `metric` is undefined if the payload itself has no timestamp. */
  readonly 'sparkplug-timestamp': { readonly type: string; readonly metric: string | undefined };
  readonly 'sparkplug-seq-field': {
    readonly type: string;
    readonly why: 'missing' | 'range' | 'unwanted' | 'not-zero';
    readonly found: string | undefined;
  };
  readonly 'sparkplug-seq': {
    readonly type: string;
    readonly expected: number;
    readonly found: number;
  };
  readonly 'sparkplug-bdseq': {
    readonly type: 'NBIRTH' | 'NDEATH' | 'will';
    /** undefined if there is none. */
    readonly found: string | undefined;
    /** The value that it should equal. */
    readonly expected: string | undefined;
  };
  readonly 'sparkplug-bdseq-increment': {
    readonly type: 'NBIRTH' | 'will';
    readonly before: string;
    readonly found: string;
  };
  readonly 'sparkplug-death-payload': { readonly metric: string };
  readonly 'sparkplug-rebirth-metric': {
    readonly why: 'missing' | 'datatype' | 'value' | 'alias';
  };
  readonly 'sparkplug-birth-metric': {
    readonly type: string;
    readonly metric: string;
    readonly lacks: 'name' | 'datatype' | 'known-datatype' | 'value';
  };
  readonly 'sparkplug-metric-name': {
    readonly type: string;
    /** undefined if it has no name and no alias. */
    readonly metric: string | undefined;
  };
  readonly 'sparkplug-alias': {
    readonly alias: string;
    readonly metric: string;
    readonly other: string;
  };
  readonly 'sparkplug-unknown-metric': { readonly type: string; readonly metric: string };
  readonly 'sparkplug-command-metric': { readonly type: string; readonly metric: string };
  readonly 'sparkplug-command-value': ValueMisfit;
  readonly 'sparkplug-value': ValueMisfit;
  readonly 'sparkplug-before-birth': {
    readonly type: string;
    readonly why: 'node' | 'after-death' | 'device' | 'device-death';
  };
  readonly 'sparkplug-datatype-in-data': { readonly type: string; readonly metric: string };
  readonly 'sparkplug-case': { readonly name: string; readonly other: string };
  readonly 'sparkplug-state': { readonly why: 'json' | 'online' | 'timestamp' | 'old' };
  readonly 'sparkplug-state-old': Record<string, never>;
  readonly 'sparkplug-will': {
    readonly type: string;
    /** `none`: the connection lacks the will. `unsent`: DISCONNECT discards it, and it was not published. */
    readonly why: 'qos' | 'retain' | 'session' | 'none' | 'unsent';
  };
  readonly 'sparkplug-rebirth-request': { readonly node: string; readonly cause: RebirthCause };
  /** µs since the request. */
  readonly 'sparkplug-rebirth-ignored': { readonly node: string; readonly after: number };
};

/** A value of another kind than the data type of its metric. */
type ValueMisfit = {
  readonly type: string;
  readonly metric: string;
  /** The data type in the BIRTH. */
  readonly wanted: string;
  readonly found:
    | 'nothing'
    | 'range'
    | 'whole'
    | 'float'
    | 'boolean'
    | 'text'
    | 'bytes'
    | 'data-set'
    | 'template'
    | 'property-set';
  readonly value: string | undefined;
};

export type RebirthCause =
  | 'seq-gap'
  | 'after-death'
  | 'no-birth'
  | 'unknown-device'
  | 'unknown-alias'
  | 'unknown-metric'
  | 'host-back'
  | 'unseen';

export type SparkplugRuleId = keyof SparkplugFindings;
