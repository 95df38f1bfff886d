/** The rules of Sparkplug B by id: severity, and the default statement of the specification (3.0). */
import type { ProblemSeverity } from '../../engine/findings/problem.ts';
import type { SparkplugRuleId } from './findings.ts';

interface SparkplugRule {
  readonly severity: ProblemSeverity;
  readonly statement: string;
}

/**
 * Messages can also be lost in transit. A gap that only a listener sees need not be a fault, so it is not an error.
 */
export const SPARKPLUG_RULES: Readonly<Record<SparkplugRuleId, SparkplugRule>> = {
  'sparkplug-topic': { severity: 'error', statement: 'tck-id-topic-structure' },
  'sparkplug-payload': {
    severity: 'error',
    statement: 'tck-id-message-flow-edge-node-birth-publish-nbirth-payload',
  },
  'sparkplug-delivery': { severity: 'error', statement: 'tck-id-payloads-nbirth-qos' },
  'sparkplug-timestamp': {
    severity: 'error',
    statement: 'tck-id-payloads-name-birth-data-requirement',
  },
  'sparkplug-seq-field': {
    severity: 'error',
    statement: 'tck-id-payloads-sequence-num-always-included',
  },
  'sparkplug-seq': { severity: 'warn', statement: 'tck-id-payloads-sequence-num-incrementing' },
  'sparkplug-bdseq': { severity: 'error', statement: 'tck-id-payloads-nbirth-bdseq' },
  'sparkplug-bdseq-increment': {
    severity: 'warn',
    statement: 'tck-id-topics-nbirth-bdseq-increment',
  },
  'sparkplug-death-payload': { severity: 'error', statement: 'tck-id-topics-ndeath-payload' },
  'sparkplug-rebirth-metric': {
    severity: 'error',
    statement: 'tck-id-topics-nbirth-rebirth-metric',
  },
  'sparkplug-birth-metric': { severity: 'error', statement: 'tck-id-topics-nbirth-metrics' },
  'sparkplug-metric-name': { severity: 'error', statement: 'tck-id-payloads-name-requirement' },
  'sparkplug-alias': { severity: 'error', statement: 'tck-id-payloads-alias-uniqueness' },
  'sparkplug-unknown-metric': {
    severity: 'error',
    statement: 'tck-id-topics-nbirth-metric-reqs',
  },
  // The specification says that it should be present.
  'sparkplug-command-metric': {
    severity: 'warn',
    statement: 'tck-id-operational-behavior-data-commands-ncmd-metric-name',
  },
  'sparkplug-command-value': {
    severity: 'error',
    statement: 'tck-id-operational-behavior-data-commands-ncmd-metric-value',
  },
  'sparkplug-value': { severity: 'error', statement: 'tck-id-topics-ndata-payload' },
  'sparkplug-before-birth': {
    severity: 'error',
    statement: 'tck-id-principles-birth-certificates-order',
  },
  'sparkplug-datatype-in-data': {
    severity: 'note',
    statement: 'tck-id-payloads-metric-datatype-not-req',
  },
  'sparkplug-case': { severity: 'note', statement: 'tck-id-case-sensitivity-metric-names' },
  'sparkplug-state': { severity: 'error', statement: 'tck-id-host-topic-phid-birth-payload' },
  'sparkplug-state-old': { severity: 'note', statement: 'tck-id-host-topic-phid-birth-topic' },
  'sparkplug-will': { severity: 'error', statement: 'tck-id-payloads-ndeath-will-message-qos' },
  'sparkplug-rebirth-request': {
    severity: 'note',
    statement: 'tck-id-operational-behavior-data-commands-ncmd-rebirth-name',
  },
  'sparkplug-rebirth-ignored': {
    severity: 'warn',
    statement: 'tck-id-operational-behavior-data-commands-rebirth-action-2',
  },
};
