/** Rules for a single message: its delivery and its payload. */
import type { MessageArrival } from '../../engine/conventions/convention.ts';
import type {
  SparkplugMetric,
  SparkplugRead,
} from '../../payload/formats/sparkplug/sparkplugMessages.ts';
import { dataType } from '../../payload/sparkplug/dataTypes.ts';
import type { ValueTree } from '../../payload/tree/valueTree.ts';
import { childNamed } from './metricTree.ts';
import { REBIRTH } from './rebirth.ts';
import { clipped, type Report } from './report.ts';
import type { MessageType, NodeTopic } from './topics.ts';

const BIRTHS: ReadonlySet<MessageType> = new Set(['NBIRTH', 'DBIRTH']);
const COMMANDS: ReadonlySet<MessageType> = new Set(['NCMD', 'DCMD']);
const DATA: ReadonlySet<MessageType> = new Set(['NDATA', 'DDATA']);

/** Statements of a message type: `tck-id-payloads-ndata-qos`. */
const stated = (type: MessageType, what: string): string =>
  `tck-id-payloads-${type.toLowerCase()}-${what}`;

export function judgeDelivery(
  { type }: NodeTopic,
  { qos, retain }: MessageArrival,
  report: Report,
): void {
  // The QoS of an NDEATH is only stated for the will. A subscription may lower the QoS but never raises it.
  const wanted = type === 'NDEATH' ? 1 : 0;
  if (qos > wanted) {
    const statement =
      type === 'DDEATH'
        ? 'tck-id-topics-ddeath-mqtt'
        : stated(type, type === 'NDEATH' ? 'will-message-qos' : 'qos');
    report(
      { key: 'sparkplug-delivery', args: { type, flag: 'qos', wanted, found: qos } },
      { statement },
    );
  }
  if (!retain) return;
  const statement =
    type === 'DDEATH'
      ? 'tck-id-topics-ddeath-mqtt'
      : stated(type, type === 'NDEATH' ? 'will-message-retain' : 'retain');
  const args = { type, flag: 'retain', wanted: 0, found: 1 } as const;
  report({ key: 'sparkplug-delivery', args }, { statement });
}

/** @returns whether the payload is a Sparkplug B payload */
export function judgePayload(
  { type }: NodeTopic,
  { payload }: MessageArrival,
  { tree, error }: SparkplugRead,
  report: Report,
): boolean {
  const isRead = tree !== undefined && error === undefined;
  // A DDEATH may be empty, and an empty Protobuf message has no bytes.
  if (isRead || (tree === undefined && payload.length === 0 && type === 'DDEATH')) return true;
  report({ key: 'sparkplug-payload', args: { type } }, { statement: PAYLOADS[type] });
  return false;
}

const PAYLOADS: Readonly<Record<MessageType, string>> = {
  NBIRTH: 'tck-id-message-flow-edge-node-birth-publish-nbirth-payload',
  DBIRTH: 'tck-id-message-flow-device-birth-publish-dbirth-payload',
  NDEATH: 'tck-id-message-flow-edge-node-birth-publish-will-message-payload',
  NDATA: 'tck-id-topics-ndata-payload',
  DDATA: 'tck-id-topics-ddata-payload',
  NCMD: 'tck-id-topics-ncmd-payload',
  DCMD: 'tck-id-topics-dcmd-payload',
  DDEATH: 'tck-id-payloads-ddeath-seq',
};

export function judgeContents({ type }: NodeTopic, read: SparkplugRead, report: Report): void {
  judgeSeqField(type, read.seq, report);
  if (type === 'NDEATH') judgeDeath(read, report);
  else if (read.timestamp === undefined) {
    const statement = stated(type, 'timestamp');
    report({ key: 'sparkplug-timestamp', args: { type, metric: undefined } }, { statement });
  }
  judgeMetrics(type, read.metrics, report);
  if (BIRTHS.has(type)) judgeBirth(type, read, report);
  if (type === 'NBIRTH') judgeRebirthMetric(read, report);
}

function judgeSeqField(type: MessageType, seq: bigint | undefined, report: Report): void {
  const found = seq?.toString();
  const tell = (why: 'missing' | 'range' | 'unwanted' | 'not-zero', statement: string) => {
    report({ key: 'sparkplug-seq-field', args: { type, why, found } }, { statement });
  };
  if (type === 'NDEATH' || COMMANDS.has(type)) {
    if (seq !== undefined) tell('unwanted', stated(type, 'seq'));
  } else if (seq === undefined) tell('missing', stated(type, 'seq'));
  else if (seq > 255n) tell('range', stated(type, type === 'NBIRTH' ? 'seq' : 'seq-inc'));
  else if (type === 'NBIRTH' && seq !== 0n) tell('not-zero', 'tck-id-topics-nbirth-seq-num');
}

function judgeDeath({ metrics }: SparkplugRead, report: Report): void {
  const other = metrics.find(({ name }) => name !== 'bdSeq');
  if (other !== undefined) {
    report({ key: 'sparkplug-death-payload', args: { metric: calledBy(other) } });
  }
}

function judgeMetrics(
  type: MessageType,
  metrics: readonly SparkplugMetric[],
  report: Report,
): void {
  if (BIRTHS.has(type) || DATA.has(type)) {
    const timeless = metrics.find(({ timestamp }) => timestamp === undefined);
    if (timeless !== undefined) {
      report({ key: 'sparkplug-timestamp', args: { type, metric: calledBy(timeless) } });
    }
  }
  if (
    !BIRTHS.has(type) &&
    metrics.some(({ said, alias }) => said === undefined && alias === undefined)
  ) {
    report({ key: 'sparkplug-metric-name', args: { type, metric: undefined } });
  }
  if (!DATA.has(type) && !COMMANDS.has(type)) return;
  const both = metrics.find(({ said, alias }) => said !== undefined && alias !== undefined);
  if (both !== undefined) {
    const statement = 'tck-id-payloads-alias-data-cmd-requirement';
    report({ key: 'sparkplug-metric-name', args: { type, metric: calledBy(both) } }, { statement });
  }
}

function judgeBirth(type: MessageType, { metrics, tree }: SparkplugRead, report: Report): void {
  const statement = type === 'NBIRTH' ? undefined : 'tck-id-topics-dbirth-metrics';
  for (const metric of metrics) {
    const lacks = lackOf(metric, tree);
    if (lacks === undefined) continue;
    const args = { type, metric: calledBy(metric), lacks } as const;
    const ofType = {
      datatype: 'tck-id-payloads-metric-datatype-req',
      'known-datatype': 'tck-id-payloads-metric-datatype-value',
      name: statement,
      value: statement,
    } as const;
    report({ key: 'sparkplug-birth-metric', args }, { statement: ofType[lacks] });
    break;
  }
  const byLower = new Map<string, string>();
  for (const { name } of metrics) {
    if (name === undefined) continue;
    const lower = name.toLowerCase();
    const other = byLower.get(lower);
    if (other !== undefined && other !== name) {
      report({ key: 'sparkplug-case', args: { name: clipped(name), other: clipped(other) } });
      break;
    }
    byLower.set(lower, name);
  }
}

function lackOf(
  { said, datatype, isNull, row }: SparkplugMetric,
  tree: ValueTree | undefined,
): 'name' | 'datatype' | 'known-datatype' | 'value' | undefined {
  if (said === undefined) return 'name';
  if (datatype === undefined) return 'datatype';
  if (datatype === 0 || dataType(datatype) === undefined) return 'known-datatype';
  return isNull || tree === undefined || childNamed(tree, row, 'value') !== undefined
    ? undefined
    : 'value';
}

function judgeRebirthMetric({ metrics }: SparkplugRead, report: Report): void {
  const metric = metrics.find(({ name }) => name === REBIRTH);
  const tell = (why: 'missing' | 'datatype' | 'value' | 'alias', statement: string) => {
    report(
      { key: 'sparkplug-rebirth-metric', args: { why } },
      { statement: `tck-id-operational-behavior-data-commands-rebirth-${statement}` },
    );
  };
  if (metric === undefined) tell('missing', 'name');
  else if (metric.datatype !== undefined && dataType(metric.datatype) !== 'Boolean') {
    tell('datatype', 'datatype');
  } else if (metric.value !== false) tell('value', 'value');
  else if (metric.alias !== undefined) tell('alias', 'name-aliases');
}

/** The name or alias in the message. */
export function calledBy({ name, alias }: Pick<SparkplugMetric, 'name' | 'alias'>): string {
  if (name !== undefined) return clipped(name);
  return alias === undefined ? '–' : `alias ${alias}`;
}
