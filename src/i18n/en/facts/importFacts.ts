/** Notes about files of profiles, and about parts that could not be imported. */
import type { Words } from '../../../base/message.ts';
import { visibleName } from '../../../base/visibleText.ts';
import type { FileFacts, LeftOutFacts, SkipFacts } from '../../../profiles/files/importFacts.ts';
import { bytes, grouped } from '../../numbers.ts';

const FORMS = { yaml: 'YAML', xml: 'XML', csv: 'CSV', excel: 'Excel' } as const;

export const fileFacts: Words<FileFacts> = {
  'too-large': ({ bytes: size, most }) =>
    `The file is too large: ${bytes(size)}. Profiles are read from files of up to ${bytes(most)}.`,
  'not-json': ({ looks }) =>
    looks === 'other'
      ? 'The file is not JSON, or is incomplete. Choose settings.json of MQTT Explorer, a JSON export of MQTTX, or a profiles file of mqttscope.'
      : `The file looks like ${FORMS[looks]}. MQTTX can export the same as JSON: choose that there.`,
  unknown: () =>
    'The file can be read, but contains no connections of MQTT Explorer, MQTTX or mqttscope.',
  empty: () => 'The file contains no connections.',
  'too-many': ({ count, most }) =>
    `The file contains ${count} connections; at most ${most} are read.`,
  'newer-version': ({ version }) =>
    `The file is of version ${version}, from a newer mqttscope. Update this one, and import it again.`,
  damaged: ({ path }) => `The file is damaged at “${path}”.`,
  'wrong-passphrase': () => 'The passphrase is wrong, or the file was changed.',
  'unknown-encryption': () => 'The file is encrypted in a way that this version cannot read.',
  'no-web-crypto': () =>
    'This page cannot decrypt files: browsers do so only in pages over HTTPS or on this machine (localhost).',
};

export const skipFacts: Words<SkipFacts> = {
  'not-a-profile': () => 'not a connection',
  'other-type': ({ type }) => `not MQTT: type “${type}”`,
  'bad-host': () => 'the host is missing or is not a host name',
  'bad-port': () => 'the port is not a number from 1 to 65535',
  newer: () => 'from a newer mqttscope: update this one, and import it again',
  damaged: ({ path }) => `damaged at “${path}”`,
  'too-long': ({ path, most }) =>
    `“${path}” is too long: shorten it to ${grouped(most)} characters or entries`,
};

const MOST_FILTERS = 5;
const quoted = (filter: string): string => `“${visibleName(filter.slice(0, 100))}”`;
const list = (names: readonly string[]): string => names.join(', ');

export const leftOutFacts: Words<LeftOutFacts> = {
  'not-websocket': () =>
    'A browser cannot open this address: the companion does, where it serves the app. Elsewhere the form suggests other addresses of the same broker.',
  'ca-certificate': ({ name }) =>
    `CA certificate ${name}: the file contains no PEM. Choose it again in the form, under Companion.`,
  'client-certificate': ({ name }) =>
    `Client certificate ${name}: the file contains no PEM with its key. Choose them again in the form, under Companion.`,
  'certificate-files': ({ names }) =>
    `Certificates are imported as paths: the companion reads ${list(names)} on its machine.`,
  unchecked: () =>
    'Certificates were accepted unchecked. Here they are checked; the companion can accept one once it has been shown.',
  'generated-client-id': () => 'The generated client ID was replaced by a new one.',
  'client-id-time': () =>
    'The time was appended to the client ID. Here the client ID is used unchanged.',
  reconnect: ({ isOff }) =>
    isOff
      ? 'Reconnecting was off. mqttscope tries again after a lost connection; Stop ends that.'
      : 'The time between two attempts, which mqttscope chooses itself.',
  'connect-timeout': () => 'The connect timeout.',
  'odd-values': ({ names }) => `Values that are not valid: ${list(names)}.`,
  properties: ({ names }) => `CONNECT properties: ${list(names)}.`,
  'will-properties': ({ names }) => `Properties of the will: ${list(names)}.`,
  will: () => 'The will: its topic or payload is not valid.',
  'subscription-details': ({ names }) => `Of subscriptions: ${list(names)}.`,
  'disabled-subscriptions': ({ filters }) =>
    `Subscriptions that were turned off: ${list(filters)}.`,
  'bad-filters': ({ filters }) => {
    const more = filters.length - MOST_FILTERS;
    const named = list(filters.slice(0, MOST_FILTERS).map(quoted));
    const which = more > 0 ? `${named} and ${more} more` : named;
    return filters.length === 1
      ? `Invalid topic filter: ${which}.`
      : `Invalid topic filters: ${which}.`;
  },
  'publish-properties': ({ names }) => `Properties of the publish form: ${list(names)}.`,
  'connect-at-start': () =>
    'Connect at start is turned off. You can turn it on in the profile after the import.',
  'auto-replies': ({ count }) =>
    count === 1
      ? '1 auto-reply is turned off. You can turn it on under Auto-reply.'
      : `${count} auto-replies are turned off. You can turn them on under Auto-reply.`,
  messages: ({ count }) => (count === 1 ? '1 recorded message.' : `${count} recorded messages.`),
  folder: () => 'Its folder: the file does not contain its name.',
};
