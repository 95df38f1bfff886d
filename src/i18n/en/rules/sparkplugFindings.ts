/** Findings of the Sparkplug B rules. */

import { type Localizable, say, type Words } from '../../../base/message.ts';
import type { SparkplugFindings } from '../../../conventions/sparkplug/findings.ts';
import type { ConventionFinding } from '../../../engine/findings/findings.ts';
import { seconds } from '../../durations.ts';
import { rebirthCauses } from './rebirthCauses.ts';

/** How a value differs from the data type of its metric. */
const FOUNDS = {
  nothing: 'has no value',
  range: 'is beyond its range',
  whole: 'is a whole number',
  float: 'is a floating-point number',
  boolean: 'is a Boolean',
  text: 'is text',
  bytes: 'is bytes',
  'data-set': 'is a data set',
  template: 'is a template',
  'property-set': 'is a set of properties',
};

export const sparkplugFindings: Words<SparkplugFindings> = {
  'sparkplug-topic': ({ type, why }) => {
    const whys = {
      type: 'is not a Sparkplug message type',
      'device-missing': 'is of a device, and the topic names none',
      'device-given': 'is of the edge node, and the topic names a device',
      levels: 'has a topic with too few, too many or empty levels',
    };
    return `"${type}" ${whys[why]}.`;
  },
  'sparkplug-payload': ({ type }) => `${type} has a payload that is not Sparkplug B.`,
  'sparkplug-delivery': ({ type, flag, wanted, found }) =>
    flag === 'qos'
      ? `${type} has QoS ${found}; it should have QoS ${wanted}.`
      : `${type} ${found === 1 ? 'is retained; it should not be' : 'is not retained; it should be'}.`,
  'sparkplug-timestamp': ({ type, metric }) =>
    metric === undefined
      ? `${type} has no timestamp.`
      : `${type}: metric "${metric}" has no timestamp.`,
  'sparkplug-seq-field': ({ type, why, found = '' }) => {
    const whys = {
      missing: 'has no sequence number',
      range: `has the sequence number ${found}, above 255`,
      unwanted: `has a sequence number, ${found}; it should have none`,
      'not-zero': `has the sequence number ${found}; it should be 0`,
    };
    return `${type} ${whys[why]}.`;
  },
  'sparkplug-seq': ({ type, expected, found }) =>
    `${type} has the sequence number ${found}; ${expected} was expected.`,
  'sparkplug-bdseq': ({ type, found, expected }) => {
    const name = type === 'will' ? 'The will' : type;
    if (found === undefined) return `${name} has no bdSeq.`;
    const other = type === 'NBIRTH' ? 'the will' : 'NBIRTH';
    return `${name} has bdSeq ${found}; ${other} has ${expected ?? ''}.`;
  },
  'sparkplug-bdseq-increment': ({ type, before, found }) =>
    `${type === 'will' ? 'The will' : type} has bdSeq ${found}; the session before had ${before}.`,
  'sparkplug-death-payload': ({ metric }) => `NDEATH has another metric, "${metric}".`,
  'sparkplug-rebirth-metric': ({ why }) => {
    const whys = {
      missing: 'NBIRTH does not have it',
      datatype: 'its data type is not Boolean',
      value: 'its value is not false',
      alias: 'it has an alias',
    };
    return `Node Control/Rebirth: ${whys[why]}.`;
  },
  'sparkplug-birth-metric': ({ type, metric, lacks }) => {
    const whats = {
      name: 'no name',
      datatype: 'no data type',
      'known-datatype': 'a data type that does not exist',
      value: 'no value',
    };
    return `${type}: metric "${metric}" has ${whats[lacks]}.`;
  },
  'sparkplug-metric-name': ({ type, metric }) =>
    metric === undefined
      ? `${type} has a metric with neither name nor alias.`
      : `${type} has both name and alias of metric "${metric}".`,
  'sparkplug-alias': ({ alias, metric, other }) =>
    `Alias ${alias} belongs to "${metric}" and to "${other}".`,
  'sparkplug-unknown-metric': ({ type, metric }) =>
    `${type} has a metric that was not in the BIRTH: "${metric}".`,
  'sparkplug-command-metric': ({ type, metric }) =>
    `${type} writes a metric that was not in the BIRTH: "${metric}".`,
  'sparkplug-command-value': ({ type, metric, wanted, found, value }) => {
    const what = value === undefined ? 'what it writes' : `"${value}"`;
    return found === 'nothing'
      ? `${type} writes no value to metric "${metric}", which is ${wanted}.`
      : `${type} writes to metric "${metric}", which is ${wanted}: ${what} ${FOUNDS[found]}.`;
  },
  'sparkplug-value': ({ type, metric, wanted, found, value }) => {
    const what = value === undefined ? 'its value' : `"${value}"`;
    return `${type}: metric "${metric}" is ${wanted}, and ${what} ${FOUNDS[found]}.`;
  },
  'sparkplug-before-birth': ({ type, why }) => {
    const whys = {
      node: 'precedes the NBIRTH of its edge node',
      'after-death': 'follows the NDEATH of its edge node, without a new NBIRTH',
      device: 'precedes the DBIRTH of its device',
      'device-death': 'follows the DDEATH of its device, without a new DBIRTH',
    };
    return `${type} ${whys[why]}.`;
  },
  'sparkplug-datatype-in-data': ({ type, metric }) =>
    `${type} repeats the data type of metric "${metric}".`,
  'sparkplug-case': ({ name, other }) => `"${name}" and "${other}" differ only in case.`,
  'sparkplug-state': ({ why }) => {
    const whys = {
      json: 'is not a JSON object',
      online: 'has no online that is true or false',
      timestamp: 'has no timestamp that is a number',
      old: 'is on a topic of version 2.2, but is neither ONLINE nor OFFLINE',
    };
    return `STATE ${whys[why]}.`;
  },
  'sparkplug-state-old': () => 'STATE has the form of version 2.2.',
  'sparkplug-will': ({ type, why }) => {
    const whys = {
      qos: 'does not have QoS 1',
      retain: type === 'STATE' ? 'is not retained' : 'is retained',
      session: 'is of a client that keeps its session',
    };
    if (why === 'unsent')
      return `The edge node disconnects without publishing its ${type}, and this DISCONNECT discards its will: hosts still see it as online.`;
    if (why === 'none')
      return `The connection of this NBIRTH has no will that is the ${type} of its edge node.`;
    return `The will, ${type}, ${whys[why]}.`;
  },
  'sparkplug-rebirth-request': ({ node, cause }) =>
    `A rebirth of "${node}" is requested: ${rebirthCauses[cause]}.`,
  'sparkplug-rebirth-ignored': ({ node, after }) =>
    `"${node}" continues ${seconds(after)} after it was asked for a rebirth.`,
};

/** undefined for a convention of a newer program. */
export function conventionFinding(found: ConventionFinding): string | undefined {
  return isKnown(found) ? say(sparkplugFindings, found) : undefined;
}

const isKnown = (
  found: ConventionFinding,
): found is ConventionFinding & Localizable<SparkplugFindings> =>
  Object.hasOwn(sparkplugFindings, found.key);
