/** Reasons why a command was refused or a line closed, as facts and as English text. */

import {
  isLocalizableOf,
  isNumber,
  isOneOf,
  isText,
  type SubjectOf,
} from '../../../base/knownMessage.ts';
import { type Localizable, say, type Words } from '../../../base/message.ts';
import { hexByte } from '../../../mqtt/tables/reasonCodes.ts';
import { TOPIC_ERRORS, TOPIC_SHAPES } from '../../../mqtt/tables/topicErrors.ts';
import { CLOSE_REASON_SHAPES, CLOSE_REASONS } from './controlCloseReasons.ts';
import { LINE_REFUSALS, LINE_SHAPES } from './lineRefusals.ts';
import { MEMBER_ERRORS, MEMBER_SHAPES } from './memberErrors.ts';

/** All reasons with their details. */
export const REFUSAL_SHAPES = {
  ...LINE_SHAPES,
  ...CLOSE_REASON_SHAPES,

  // Commands, whatever they are about
  invalid: { path: isText, why: isLocalizableOf(MEMBER_SHAPES) },
  failed: {},
  down: {},

  // The broker
  'not-connected': {},
  'no-session': {},
  'not-a-servers-code': { code: isNumber },
  'stray-reference': {},
  'long-farewell': { most: isNumber },
  'reserved-topic': {},
  'not-retained': {},
  'not-a-topic': { why: isLocalizableOf(TOPIC_SHAPES) },
  'no-fleet': {},
  /** No tap of this number, or none on this host. */
  'no-device-tap': {},
  'no-device-taps': {},
  'no-sensors': {},
  'bad-filter': {},
  'bad-device-tap': { what: isOneOf('listen', 'to', 'names', 'identity') },

  // Faults
  'no-rule': {},
  /** Its path is a separate member. */
  member: { why: isLocalizableOf(MEMBER_SHAPES) },
  'not-waiting': {},
  'not-one-packet': {},
  'packet-too-large': {},
  'many-recipes': {},
  'no-run': {},
  /** A recipe that needs our own broker. */
  'broker-elsewhere': {},
  /** Wire of the bridge, or of a missing tap. */
  'no-wire': {},

  // Taps
  'needs-line': {},
  'no-tap': {},
  'tap-taken': {},
  'tap-number': { most: isNumber },
  'many-taps': { most: isNumber },

  // The platform
  'no-platform': {},
  'no-device': {},
  'not-subscribed': {},
  'device-offline': {},
  'may-not-receive': {},
  'large-payload': { most: isNumber },
  'not-an-object': {},
  'deep-object': {},
  'service-name': {},
  'no-file': {},
  'devices-file': { why: isText },
  /** Missing in the thing model of the device's product. */
  'not-in-model': { name: isText },
  'not-fitting': { name: isText, expected: isText, came: isText },
  'service-not-in-model': { name: isText },
  'parameter-not-in-model': { name: isText, service: isText },
  'read-only-property': { name: isText },
} as const;

export type Refusals = SubjectOf<typeof REFUSAL_SHAPES>;

export type RefusalFact = Localizable<Refusals>;

const BAD_TAP: Readonly<Record<Refusals['bad-device-tap']['what'], string>> = {
  listen: 'This is not an address to listen on. Expected: a port, or mqtts://0.0.0.0:8883.',
  to: 'This is not a broker address. It must begin with mqtt://, mqtts://, ws:// or wss://.',
  names: 'Server names need devices that use TLS, and each name must lead to one broker.',
  identity:
    'The certificate and the private key must belong together, as PEM without a passphrase.',
};

const orderOf = (what: string): string => `The value ${what}. Write it as {"name": value}.`;

/** English texts. Programs should use the fact beside them. */
export const REFUSALS: Words<Refusals> = {
  ...LINE_REFUSALS,
  ...CLOSE_REASONS,
  invalid: ({ path, why }) => `${path} ${say(MEMBER_ERRORS, why)}.`,
  failed: () => 'The broker could not do this. The reason is in the log of its host.',
  down: () => 'The broker is down.',

  'not-connected': () => 'No client with this client id is connected.',
  'no-session': () => 'No client with this client id has a session.',
  'not-a-servers-code': ({ code }) =>
    `${hexByte(code)} is not allowed in a server's DISCONNECT (MQTT 5, 3.14.2.1).`,
  'stray-reference': () => 'A server reference is only allowed with 0x9C or 0x9D (MQTT 5, 4.11).',
  'long-farewell': ({ most }) =>
    `The reason string and the server reference may have at most ${most} bytes of UTF-8 each.`,
  'reserved-topic': () => 'Topics that begin with $SYS are reserved for the broker.',
  'not-retained': () => 'There is no such message.',
  'not-a-topic': ({ why }) => say(TOPIC_ERRORS, why),
  'no-device-tap': () => 'There is no device tap with this number.',
  'bad-filter': () => 'This is not a valid display filter.',
  'no-sensors': () => 'No MQTT-SN gateway is running here (--sn).',
  'no-device-taps': () => 'Device taps need a companion that was started without --no-bridge.',
  'bad-device-tap': ({ what }) => BAD_TAP[what],
  'no-fleet': () => 'There are no demo devices here.',

  'no-rule': () => 'There is no rule with this id.',
  member: ({ why }) => say(MEMBER_ERRORS, why),
  'not-waiting': () => 'This packet is no longer waiting.',
  'not-one-packet': () =>
    'These bytes are not exactly one packet, so all bytes after them would be read wrongly.',
  'packet-too-large': () => 'The packet is larger than the broker accepts.',
  'many-recipes': () => 'Too many recipes are waiting. Stop some of them first.',
  'no-run': () => 'This run is not stored (any more).',
  'broker-elsewhere': () =>
    'This needs a broker of mqttscope, but the connection is to another broker.',
  'no-wire': () => 'This tap does not exist, or there is no bridge.',

  'needs-line': () => 'This works only over a control connection.',
  'no-tap': () => 'There is no tap with this number.',
  'tap-taken': () => 'There is already a tap with this number.',
  'tap-number': ({ most }) => `The number of a tap must be from 0 to ${most}.`,
  'many-taps': ({ most }) => `A control connection may have at most ${most} taps.`,

  'no-platform': () => 'There is no Alibaba platform here.',
  'no-device': () => 'There is no device with this name.',
  'not-subscribed': () =>
    'The message was not sent, because the device has not subscribed to this topic.',
  'device-offline': () =>
    'The message was not sent: the device is offline, and QoS 0 messages are not stored for it. Use QoS 1.',
  'may-not-receive': () => 'The permissions of this topic do not allow the device to receive.',
  'large-payload': ({ most }) => `A payload may have at most ${most} bytes here.`,
  'not-an-object': () => orderOf('is not a JSON object'),
  'deep-object': () => orderOf('is nested too deep'),
  'service-name': () =>
    'The identifier of a service must not be empty and must not contain /, + or #.',
  'no-file': () => 'The companion was started without a devices file.',
  'devices-file': ({ why }) => `The devices file was not read, and nothing has changed: ${why}`,
  'not-in-model': ({ name }) => `The thing model has no property ${name}.`,
  'service-not-in-model': ({ name }) => `The thing model has no service ${name}.`,
  'parameter-not-in-model': ({ name, service }) =>
    `The thing model has no parameter ${name} of the service ${service}.`,
  'not-fitting': ({ name, expected, came }) =>
    `${name} does not fit the thing model: expected ${expected}, got ${came}.`,
  'read-only-property': ({ name }) =>
    `${name} is read-only in the thing model: only the device sets it.`,
};

export interface Said {
  /** English text of the fact. */
  readonly reason: string;
  /** Absent if the broker sends none. */
  readonly fact?: RefusalFact;
}

export const saidOf = (fact: RefusalFact): Said => ({ reason: say(REFUSALS, fact), fact });

export interface Refused extends Said {
  readonly kind: 'refused';
  /** Path of the invalid member. */
  readonly path?: string;
  /** For programs that need to distinguish it. */
  readonly why?: 'not-subscribed';
}

export const refused = (fact: RefusalFact, beside?: Pick<Refused, 'path' | 'why'>): Refused => ({
  kind: 'refused',
  ...beside,
  ...saidOf(fact),
});
