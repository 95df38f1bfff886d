/** Sparkplug B (Eclipse Sparkplug 3.0). */
import type { SparkplugRuleId } from '../../../conventions/sparkplug/findings.ts';
import type { RuleTexts } from '../../ruleWords.ts';

export const sparkplug: RuleTexts<SparkplugRuleId> = {
  'sparkplug-topic': {
    title: 'Not a valid Sparkplug topic',
    explanation:
      'Below spBv1.0 a topic has a group, a message type and an edge node, and a device for types that begin with D. Hosts ignore all others.',
    remedy: 'Correct the topic at its publisher.',
  },
  'sparkplug-payload': {
    title: 'Payload is not Sparkplug B',
    explanation: 'Hosts cannot use it.',
    remedy: 'Encode payloads with the schema of Sparkplug B, and without any wrapping.',
  },
  'sparkplug-delivery': {
    title: 'Sparkplug message with another QoS or retain flag',
    explanation:
      'Messages of edge nodes and commands have QoS 0 and are not retained, the will of an edge node has QoS 1; STATE has QoS 1 and is retained. A retained BIRTH or DATA tells new subscribers a state that is long outdated.',
    remedy: 'Correct the flags at the publisher, and clear the retained messages.',
  },
  'sparkplug-timestamp': {
    title: 'Timestamp missing',
    explanation: 'Without a timestamp, hosts store values at the wrong time.',
    remedy: 'Set the timestamp, in milliseconds since 1970 (UTC).',
  },
  'sparkplug-seq-field': {
    title: 'Sequence number missing, wrong or unexpected',
    explanation:
      'BIRTH, DATA and DDEATH count from 0 to 255; an NBIRTH has 0. NDEATH and commands have no sequence number.',
    remedy: 'Let the edge node number its own messages and nothing else.',
  },
  'sparkplug-seq': {
    title: 'Sequence number skipped',
    explanation:
      'The sequence number is not one more than that of the message before. Messages were lost, arrived out of order, or were not counted; hosts request a rebirth.',
    remedy:
      'Look for where messages get lost: full queues, a second publisher with the same identifiers, several threads that publish.',
  },
  'sparkplug-bdseq': {
    title: 'Session number (bdSeq) missing or different',
    explanation:
      'Hosts ignore an NDEATH with another number: they still see the edge node as online.',
    remedy: 'Put one bdSeq into the will, and the same into each NBIRTH of that connection.',
  },
  'sparkplug-bdseq-increment': {
    title: 'Session number (bdSeq) is not incremented',
    explanation: 'An earlier number may make hosts take an old NDEATH for a new one.',
    remedy: 'Store the last bdSeq, and increment it at each CONNECT.',
  },
  'sparkplug-death-payload': {
    title: 'NDEATH with more than bdSeq',
    remedy: 'Leave all other metrics out of the will.',
  },
  'sparkplug-rebirth-metric': {
    title: 'NBIRTH without a valid Node Control/Rebirth',
    explanation:
      'Each NBIRTH has the metric Node Control/Rebirth: Boolean, false, without an alias. Without it, a host cannot request a rebirth.',
    remedy: 'Add the metric as the specification defines it.',
  },
  'sparkplug-birth-metric': {
    title: 'Metric of a BIRTH is incomplete',
    explanation:
      'Each metric of a BIRTH has a name, a data type and its current value, or says that it is null. Hosts have no other source for it.',
    remedy: 'Complete the metric in the BIRTH.',
  },
  'sparkplug-metric-name': {
    title: 'Metric with both name and alias, or neither',
    explanation:
      'In DATA and commands, a metric is identified by its alias if it has one, otherwise by its name.',
    remedy: 'Send one of them.',
  },
  'sparkplug-alias': {
    title: 'Alias used twice',
    explanation:
      'An alias must be unique among all metrics of the edge node and its devices. Hosts that look it up for the whole edge node confuse the two metrics.',
    remedy: 'Number the metrics of the edge node and its devices together.',
  },
  'sparkplug-unknown-metric': {
    title: 'Metric that was not in the BIRTH',
    explanation:
      'A BIRTH has every metric that is sent in that session. Hosts do not know the names and types of others, and request a rebirth.',
    remedy: 'Put all metrics into the BIRTH, and send a new one when metrics are added.',
  },
  'sparkplug-command-metric': {
    title: 'Command to a metric that was not in the BIRTH',
    explanation:
      'A command identifies a metric by the name or the alias in the BIRTH of its edge node or device. Edge nodes ignore others, and report no error.',
    remedy: 'Take the name or the alias from the last BIRTH. Aliases may change with each NBIRTH.',
  },
  'sparkplug-command-value': {
    title: 'Command value does not match its metric',
    explanation:
      'The BIRTH defines the data type of each metric. An edge node that reads a value of that type from the command finds none, and may write 0, false or an empty string.',
    remedy: 'Write a value of the data type in the BIRTH.',
  },
  'sparkplug-value': {
    title: 'Value does not match its data type',
    explanation:
      'A host reads the value from the field of the data type in the BIRTH. It finds nothing in another field, and shows 0, false or an empty string, or it truncates a number that is too large.',
    remedy: 'Send the value in the field of its data type, and declare a type that holds it.',
  },
  'sparkplug-before-birth': {
    title: 'Sent without a BIRTH',
    explanation:
      'An edge node begins with NBIRTH, a device with DBIRTH, also after its DEATH. Hosts ignore earlier messages, and request a rebirth.',
    remedy: 'Publish NBIRTH first after each connect, then each DBIRTH, then data.',
  },
  'sparkplug-datatype-in-data': {
    title: 'Data type repeated in DATA',
    explanation: 'The BIRTH already states the data type: in DATA it only costs bytes.',
    remedy: 'Leave the data type out of DATA.',
  },
  'sparkplug-case': {
    title: 'Names differ only in case',
    explanation: 'Hosts that ignore case take the two metrics for one.',
    remedy: 'Give one of the metrics another name.',
  },
  'sparkplug-state': {
    title: 'STATE in another form',
    explanation:
      'STATE is JSON with online (true or false) and timestamp (milliseconds since 1970), on spBv1.0/STATE/ and the host. In version 2.2 it is ONLINE or OFFLINE, on STATE/ and the host.',
    remedy: 'Let the host publish the topic and the payload of one version.',
  },
  'sparkplug-state-old': {
    title: 'STATE of version 2.2',
    explanation:
      'The host publishes ONLINE or OFFLINE on STATE/ and its name, as version 2.2 requires. Edge nodes of version 3.0 wait for JSON on spBv1.0/STATE/ and do not understand it.',
    remedy:
      'Nothing, if all edge nodes use version 2.2. Otherwise, let host and edge nodes use the same version.',
  },
  'sparkplug-will': {
    title: 'Will or session does not follow Sparkplug',
    explanation:
      'The will of an edge node is its NDEATH, with QoS 1 and not retained; that of a host is its STATE, with QoS 1 and retained. Both connect without an earlier session. Without that will, hosts believe that a lost edge node is online. An edge node that disconnects on purpose publishes its NDEATH first, because a plain DISCONNECT discards the will.',
    remedy:
      'Correct the will, and connect with Clean Start (and Session Expiry Interval 0). Before DISCONNECT, publish NDEATH, or use reason code 0x04.',
  },
  'sparkplug-rebirth-request': {
    title: 'Rebirth requested',
    explanation:
      'A host asks the edge node for all BIRTHs again. Frequent rebirths are expensive: each BIRTH contains all metrics.',
    remedy: 'Remove the cause that is named.',
  },
  'sparkplug-rebirth-ignored': {
    title: 'Rebirth request ignored',
    explanation:
      'The edge node was asked for a rebirth, and continues with data without an NBIRTH. It may not have received the command, or does not obey it.',
    remedy: 'Check that the edge node subscribes to its NCMD, and obeys Node Control/Rebirth.',
  },
};
