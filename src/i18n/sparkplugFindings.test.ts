import { describe } from 'vitest';
import type { Localizable } from '../base/message.ts';
import type { SparkplugFindings } from '../conventions/sparkplug/findings.ts';
import * as en from './en/rules/sparkplugFindings.ts';
import { describeWords } from './facts.testkit.ts';
import * as zh from './zh/rules/sparkplugFindings.ts';

const NBIRTH = { type: 'NBIRTH' } as const;

const facts = (data: string): readonly Localizable<SparkplugFindings>[] => [
  { key: 'sparkplug-topic', args: { type: data, why: 'levels' } },
  { key: 'sparkplug-payload', args: NBIRTH },
  { key: 'sparkplug-delivery', args: { ...NBIRTH, flag: 'qos', wanted: 1, found: 2 } },
  { key: 'sparkplug-delivery', args: { ...NBIRTH, flag: 'retain', wanted: 0, found: 1 } },
  { key: 'sparkplug-timestamp', args: { ...NBIRTH, metric: data } },
  { key: 'sparkplug-seq-field', args: { ...NBIRTH, why: 'range', found: data } },
  { key: 'sparkplug-seq', args: { type: 'NDATA', expected: 73, found: 84 } },
  { key: 'sparkplug-bdseq', args: { type: 'NDEATH', found: data, expected: data } },
  { key: 'sparkplug-bdseq-increment', args: { type: 'NBIRTH', before: data, found: data } },
  { key: 'sparkplug-death-payload', args: { metric: data } },
  { key: 'sparkplug-rebirth-metric', args: { why: 'datatype' } },
  { key: 'sparkplug-birth-metric', args: { ...NBIRTH, metric: data, lacks: 'known-datatype' } },
  { key: 'sparkplug-metric-name', args: { type: 'NDATA', metric: data } },
  { key: 'sparkplug-alias', args: { alias: data, metric: data, other: data } },
  { key: 'sparkplug-unknown-metric', args: { type: 'NDATA', metric: data } },
  { key: 'sparkplug-command-metric', args: { type: 'NCMD', metric: data } },
  {
    key: 'sparkplug-command-value',
    args: { type: 'DCMD', metric: data, wanted: data, found: 'range', value: data },
  },
  {
    key: 'sparkplug-value',
    args: { type: 'DDATA', metric: data, wanted: 'UInt8', found: 'range', value: '300' },
  },
  { key: 'sparkplug-before-birth', args: { type: 'DDATA', why: 'device-death' } },
  { key: 'sparkplug-datatype-in-data', args: { type: 'NDATA', metric: data } },
  { key: 'sparkplug-case', args: { name: data, other: data } },
  { key: 'sparkplug-state', args: { why: 'timestamp' } },
  { key: 'sparkplug-state-old', args: {} },
  { key: 'sparkplug-will', args: { type: 'STATE', why: 'retain' } },
  { key: 'sparkplug-rebirth-request', args: { node: data, cause: 'host-back' } },
  { key: 'sparkplug-rebirth-ignored', args: { node: data, after: 84_000_000 } },
];

describe('findings of the Sparkplug B rules', () => {
  describeWords<SparkplugFindings>([en.sparkplugFindings, zh.sparkplugFindings], facts);
});
