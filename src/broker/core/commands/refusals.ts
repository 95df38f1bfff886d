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
  'bad-sensor-topics': { line: isNumber },
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
  'full-shadow': {},
  'no-product': {},
  'not-a-device-name': {},
  'device-there': {},
  'many-devices': { most: isNumber },
  'not-a-secret': {},
  'not-a-product-key': {},
  'product-there': {},
  'product-has-devices': {},
  'not-a-product-name': { most: isNumber },
  'not-topic-classes': { most: isNumber },
  'not-a-model': { line: isNumber, column: isNumber },
  'no-file': {},
  'full-desired': { most: isNumber },
  /** Missing in the thing model of the device's product. */
  'not-in-model': { name: isText },
  'not-fitting': { name: isText, expected: isText, came: isText },
  'service-not-in-model': { name: isText },
  'parameter-not-in-model': { name: isText, service: isText },
  'read-only-property': { name: isText },
  'not-a-tag': { most: isNumber },
  'many-tags': { most: isNumber },
  'not-raw-rules': { most: isNumber },
  'no-upload': {},
  'no-stored-file': {},
  'no-config': {},
  'no-webhook': {},
  'not-webhook-url': {},
  'webhook-elsewhere': {},
  'large-file': { most: isNumber },
  'full-store': { most: isNumber },
  'package-text': { most: isNumber },
  'package-files': { most: isNumber },
  'several-files': {},
  'many-packages': {},
  'no-package': {},
  'other-product': {},
  'no-file-server': {},
  'many-upgrades': { most: isNumber },
  'no-upgrade': {},
  'upgrade-ended': {},
} as const;

export type Refusals = SubjectOf<typeof REFUSAL_SHAPES>;

export type RefusalFact = Localizable<Refusals>;

const BAD_TAP: Readonly<Record<Refusals['bad-device-tap']['what'], string>> = {
  listen: 'This is no address to listen at: a port, or mqtts://0.0.0.0:8883.',
  to: 'This is no address of a broker: mqtt://, mqtts://, ws:// or wss://.',
  names:
    'Server names tell brokers apart only where devices use TLS, and each has to lead to one broker.',
  identity:
    'These are no certificate and private key that belong together, as PEM and without a passphrase.',
};

const orderOf = (what: string): string =>
  `What is to be sent ${what}. Write it as {"name": value}.`;

/** English texts; scripts depend on the exact words. */
export const REFUSALS: Words<Refusals> = {
  ...LINE_REFUSALS,
  ...CLOSE_REASONS,
  invalid: ({ path, why }) => `${path} ${say(MEMBER_ERRORS, why)}.`,
  failed: () => 'The broker failed at this; its host knows more.',
  down: () => 'The broker is down.',

  'not-connected': () => 'No client of this identifier is connected.',
  'no-session': () => 'No client of this identifier has a session.',
  'not-a-servers-code': ({ code }) =>
    `${hexByte(code)} cannot stand in a server's DISCONNECT (MQTT 5, 3.14.2.1).`,
  'stray-reference': () => 'A server reference goes with 0x9C or 0x9D only (MQTT 5, 4.11).',
  'long-farewell': ({ most }) =>
    `Reason string and server reference have at most ${most} bytes of UTF-8 here.`,
  'reserved-topic': () => '$SYS is for the broker itself.',
  'not-retained': () => 'There is no such message.',
  'not-a-topic': ({ why }) => say(TOPIC_ERRORS, why),
  'no-device-tap': () => 'There is no device tap of this number.',
  'bad-sensor-topics': ({ line }) =>
    `Line ${line} is no number from 1 to 65534 and a topic name, or has a number that was there before.`,
  'bad-filter': () => 'This is no display filter.',
  'no-sensors': () => 'No gateway for MQTT-SN (--sn) runs here.',
  'no-device-taps': () =>
    'There are no device taps here: only the companion has them, unless it was started with --no-bridge.',
  'bad-device-tap': ({ what }) => BAD_TAP[what],
  'no-fleet': () => 'There are no demo devices here.',

  'no-rule': () => 'There is no rule of this id.',
  member: ({ why }) => say(MEMBER_ERRORS, why),
  'not-waiting': () => 'This packet no longer waits.',
  'not-one-packet': () =>
    'These bytes are not exactly one packet: everything behind it would be read wrongly.',
  'packet-too-large': () => 'The packet is larger than the broker takes.',
  'many-recipes': () => 'Too many recipes are waiting. Stop some of them first.',
  'no-run': () => 'This run is not remembered.',
  'broker-elsewhere': () => 'This needs a broker of mqttscope: the one here is elsewhere.',
  'no-wire': () => 'This tap is not there, or the bridge is not.',

  'needs-line': () => 'Only a line can be told.',
  'no-tap': () => 'There is no tap of this number.',
  'tap-taken': () => 'There is a tap of this number.',
  'tap-number': ({ most }) => `A tap’s number is from 0 to ${most}.`,
  'many-taps': ({ most }) => `A line has at most ${most} taps.`,

  'no-platform': () => 'There is no platform here.',
  'no-device': () => 'No device of this name is known here.',
  'not-subscribed': () => 'The device has not subscribed to this topic, so it was not sent.',
  'device-offline': () =>
    'The device is offline, and messages of QoS 0 are not kept for it: it was not sent. Use QoS 1.',
  'may-not-receive': () => 'The device may not receive on this topic: see its permissions.',
  'large-payload': ({ most }) => `A payload has at most ${most} bytes here.`,
  'not-an-object': () => orderOf('is not a JSON object'),
  'deep-object': () => orderOf('is nested too deep'),
  'service-name': () => 'A service’s identifier is neither empty nor holds / + or #.',
  'full-shadow': () =>
    'The shadow did not take it: with what stands in it already it would have more than 16 KB or more than 5 levels.',
  'no-product': () => 'No product of this key is known here.',
  'not-a-device-name': () => 'A device name has 4 to 32 characters: letters, digits and - _ @ . :',
  'device-there': () => 'The product has a device of this name.',
  'many-devices': ({ most }) => `There are at most ${most} devices, and as many products.`,
  'not-a-secret': () => 'A secret has 1 to 64 characters of ASCII, and no blanks.',
  'not-a-product-key': () => 'A product key has 1 to 32 letters and digits.',
  'product-there': () => 'There is a product of this key.',
  'product-has-devices': () => 'The product has devices. Remove them first.',
  'not-a-product-name': ({ most }) => `A product’s name has 1 to ${most} characters.`,
  'not-topic-classes': ({ most }) =>
    `A product has at most ${most} topic classes. Each begins with /{productKey}/\${deviceName}/, and has wildcards only with SUB.`,
  'not-a-model': ({ line, column }) =>
    `Line ${line}, column ${column}: this is not a thing model as TSL JSON.`,
  'no-file': () => 'The companion was started without a devices file.',
  'full-desired': ({ most }) =>
    `A device has at most ${most} desired values, and 256 KB of them; it would have more.`,
  'not-in-model': ({ name }) => `The thing model has no property ${name}.`,
  'service-not-in-model': ({ name }) => `The thing model has no service ${name}.`,
  'parameter-not-in-model': ({ name, service }) =>
    `The thing model has no parameter ${name} of the service ${service}.`,
  'not-fitting': ({ name, expected, came }) =>
    `${name} does not fit the thing model: expected ${expected}, got ${came}.`,
  'read-only-property': ({ name }) =>
    `${name} is read-only in the thing model: only the device sets it.`,
  'not-a-tag': ({ most }) =>
    `A tag’s key has at most 100 letters, digits and _, and begins with no digit; its value is a text of at most ${most} characters, or null.`,
  'many-tags': ({ most }) => `A device has at most ${most} tags.`,
  'not-raw-rules': ({ most }) =>
    `A product has at most ${most} rules; prefix and reply of each are hex, two digits a byte, at most 2048 bytes.`,
  'no-upload': () => 'This upload is not known: it has ended, or was given up for newer ones.',
  'no-stored-file': () => 'There is no such file.',
  'no-config': () => 'This product has no remote configuration.',
  'no-webhook': () => 'Nothing here can send a webhook: use a companion.',
  'not-webhook-url': () => 'A webhook has an http or https address, without a user name.',
  'webhook-elsewhere': () =>
    'An address of another machine has to be named at the start, with --alibaba-webhook.',
  'large-file': ({ most }) => `A file has at most ${most} bytes here.`,
  'full-store': ({ most }) =>
    `All files together have at most ${most} bytes here. Remove some packages first.`,
  'package-text': ({ most }) => `Version and module have 1 to ${most} characters.`,
  'package-files': ({ most }) => `A package has at most ${most} files, each of another name.`,
  'several-files': () => 'Several files are downloaded over HTTP only: choose HTTP.',
  'many-packages': () => 'There are too many packages. Remove some of them first.',
  'no-package': () => 'There is no such package.',
  'other-product': () => 'The package is for another product.',
  'no-file-server': () =>
    'Nothing serves files over HTTP here. Choose MQTT for the download, or use a companion.',
  'many-upgrades': ({ most }) => `At most ${most} upgrades may be under way.`,
  'no-upgrade': () => 'There is no such upgrade.',
  'upgrade-ended': () => 'The upgrade has ended already.',
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
