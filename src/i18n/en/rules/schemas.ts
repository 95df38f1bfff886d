/** JSON Schemas and convention files that the user supplies, and payloads. */

import { say, type Words } from '../../../base/message.ts';
import type { ConventionLimit } from '../../../engine/findings/conventionLimit.ts';
import type { SuppliedFindings } from '../../../engine/findings/findings.ts';
import type { SuppliedRuleId } from '../../../engine/rules/rules.ts';
import type { MeantAsJson } from '../../../payload/json/meantAsJson.ts';
import type { ValueType } from '../../../payload/shape/valueTypes.ts';
import { grouped } from '../../numbers.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { nameOf, quoted } from './findingWords.ts';
import { breachText, notJudged } from './schemaBreaches.ts';

export const schemas: RuleTexts<SuppliedRuleId> = {
  'schema-breach': {
    title: 'Message does not match its schema',
    explanation:
      'The message breaks the JSON Schema that you set for its topic. MQTT does not look into payloads, but programs that read this one may fail.',
    remedy: 'Correct the sender, or the schema under “Payload formats…”.',
  },
  'schema-off': {
    title: 'Schema switched off',
    explanation:
      'Checking this message against the JSON Schema of its topic took longer than a second, or led through too many nested schemas and values, so the check was ended. Later messages of these topics are not checked either: the next one might take as long.',
    remedy:
      'Simplify the schema under “Payload formats…”: patterns that can match the same text in many ways, references that double at each level, and anyOf or oneOf within each other cost most. A changed schema is used again.',
  },
  'convention-limit': {
    title: 'Message or device too large for its convention',
    explanation:
      'By the convention of its topic, values of devices are taken from this message. It has more bytes or more values than are taken from one message, or its device now has more parts, facts, alarms or announcements than are kept of one device. The rest is left out; for a device, this is reported once. The next message is read again.',
    remedy:
      'Split the message at its sender, or report parts with their own names as separate devices. If the convention file is yours, its forms may take the same values several times: remove forms that repeat others.',
  },
  'out-of-step': {
    title: 'Connection out of step',
    explanation:
      'The announced lengths lead into the middle of other packets, so what follows is misread. Read from another byte, all packets are valid: that byte is where the connection went out of step. Problems found later on this connection are its consequences.',
    remedy:
      'Write each packet completely before the next one: check what write or send returns, and let one task at a time write to the connection.',
  },
  'value-type-changed': {
    title: 'Value changed its type',
    explanation:
      'A value in the messages of this topic has a different type than in many messages before, such as "21.5" with quotation marks instead of 21.5. Programs that compute with the value skip the message or fail on it. Each new type of a value is reported once. Integers and fractions are both numbers. null, and strings that stand for a missing value, such as unavailable, are not reported. The app checks this; the command `problems` does not.',
    remedy:
      'Correct the sender, or let it publish values of another type under another topic or key.',
  },
  'payload-nul': {
    title: 'NUL before or after the text of a payload',
    explanation:
      'The payload is a text except for a NUL byte (0x00) at one end. MQTT does not look into payloads, but JSON parsers reject them, and comparisons with the text fail. A NUL before the text has two usual causes: the topic was written with the terminator of its C string, so that the payload begins with it; or the client writes the empty properties of MQTT 5 on a connection with MQTT 3.1.1. A NUL after the text is the terminator of a C string, or the rest of a buffer that was sent as a whole. This is reported once for each topic.',
    remedy:
      'Before the text: write the topic without its terminator, with the length of strlen, and build packets for the version of the connection. After the text: pass strlen(payload) as the length of the payload, not sizeof.',
  },
  'meant-as-json': {
    title: 'Text that was meant as JSON',
    explanation:
      'The payload is no JSON, but looks like what a program made of it: a shell removes the quotation marks of an argument, or leaves single ones around it (cmd.exe); Python writes a dict with single quotation marks; JavaScript writes any object as [object Object]. Receivers that parse JSON reject it. This is reported once for each topic on which no JSON came before.',
    remedy:
      'In a shell, put the payload in single quotation marks, in cmd.exe write \\" within double ones, or pass it by a file (-f) or standard input. In Python use json.dumps, in JavaScript JSON.stringify.',
  },
  'packet-in-payload': {
    title: 'Another packet inside a payload',
    explanation:
      'The announced length of this PUBLISH includes the beginning of another packet, so receivers take it for a part of the payload. The packet itself is valid. Usually the sender wrote two messages into one buffer; the rest of the text and of the other packet are lost.',
    remedy:
      'Give each message its own buffer, and let one task at a time publish. If the payload is meant to be a packet, nothing is wrong.',
  },
};

const TYPES: Readonly<Record<ValueType, readonly [one: string, many: string]>> = {
  number: ['A number', 'numbers'],
  text: ['A string', 'strings'],
  boolean: ['true or false', 'true or false'],
  null: ['null', 'null'],
  bytes: ['Bytes', 'bytes'],
  object: ['An object', 'objects'],
  array: ['An array', 'arrays'],
};

const keptOf =
  (what: string) =>
  (convention: string, most: string): string =>
    `${convention} keeps at most ${most} ${what} of a device: others are left out.`;

const LIMITS: Readonly<Record<ConventionLimit, (convention: string, most: string) => string>> = {
  bytes: (convention, most) =>
    `${convention} reads nothing from this payload, because it has more than ${most} bytes.`,
  values: (convention, most) =>
    `${convention} read only the first ${most} values from this message.`,
  parts: keptOf('parts'),
  facts: keptOf('facts'),
  alarms: keptOf('alarms'),
  topics: keptOf('announcements'),
  memory: (convention, most) =>
    `${convention} keeps at most ${most} bytes about all devices: others are left out.`,
};

const MEANT: Readonly<Record<MeantAsJson, string>> = {
  shell:
    'The payload is no JSON, as if a shell had removed the quotation marks, or left single ones around the text.',
  python: 'The payload is Python’s text of a dict, no JSON: use json.dumps.',
  javascript:
    'The payload is JavaScript’s text of an object, without its content: use JSON.stringify.',
};

/** Findings of these rules. */
export const suppliedFindings: Words<SuppliedFindings> = {
  'schema-breach': ({ filter, path, keyword, wanted, more }) =>
    `${breachText(path, keyword, wanted)}; the schema of ${quoted(filter)} says otherwise${
      more === 0 ? '' : ` (and in ${grouped(more)} more ${more === 1 ? 'place' : 'places'})`
    }.`,
  'schema-off': ({ filter, why }) =>
    `Not checked against the schema of ${quoted(filter)}: ${say(notJudged, why)}. It is switched off until the rules change.`,
  'value-type-changed': ({ path, is, was, count }) =>
    `${path === '$' ? '' : `${path}: `}${TYPES[is][0]}; the ${grouped(count)} before were ${TYPES[was][1]}.`,
  'convention-limit': ({ convention, of, most }) => LIMITS[of](quoted(convention), grouped(most)),
  'payload-nul': ({ place, isJson, count, version, isTopicEnd }) => {
    const text = isJson ? 'JSON' : 'text';
    if (place === 'after') {
      const what = count === 1 ? 'a NUL byte' : `${grouped(count)} bytes from a NUL on`;
      return `The payload is ${text}, with ${what} after it: the terminator of a C string, or the rest of a buffer.`;
    }
    const causes = [
      ...(isTopicEnd ? ['the terminator of the topic as a C string'] : []),
      ...(version === 5 ? [] : ['the empty properties of MQTT 5 on a connection without them']),
    ];
    return `The payload is ${text} after a NUL byte: ${causes.join(', or ')}.`;
  },
  'meant-as-json': ({ by }) => MEANT[by],
  'packet-in-payload': ({ byte, type, topic, size, there }) => {
    const what = topic === undefined ? nameOf(type) : `${nameOf(type)} to ${quoted(topic)}`;
    const part = there < size ? `, of which ${grouped(there)} are there` : '';
    return `Another packet begins at byte ${grouped(byte)} of the payload: ${what}, ${grouped(size)} bytes${part}.`;
  },
};
