/** Reads connections of MQTTX, desktop and web, from its export, which is also its backup. */

import { encodeUtf8 } from '../../base/utf8.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { topicNameError } from '../../mqtt/tables/topics.ts';
import { filledIn, type LineSettings } from '../settings/lineSettings.ts';
import type { WillSetting } from '../settings/settings.ts';
import {
  type Foreign,
  flagIn,
  foreign,
  listIn,
  oddAmong,
  setAmong,
  textIn,
  wholeIn,
} from './foreign.ts';
import {
  addressNotes,
  addressOf,
  baseProfile,
  isScheme,
  nameOf,
  qosIn,
  type ReadProfile,
  type Scheme,
  skipped,
  subscriptionsOf,
} from './foreignProfile.ts';
import type { LeftOutFact } from './importFacts.ts';
import { propertiesIn } from './mqttxProperties.ts';

const NEVER = 0xff_ff_ff_ff;
/** Default of MQTTX; other values were chosen. */
const USUAL_TIMEOUT = 10;
const USUAL_PERIOD = 4000;
/** Characters. */
const LONGEST_FOLDER = 200;
/** Folders within each other. */
const MOST_FOLDERS = 50;
const VERSIONS: ReadonlyMap<string, ProtocolVersion> = new Map([
  ['3.1', 3],
  ['3.1.1', 4],
  ['5.0', 5],
  ['5', 5],
]);

/** undefined for another file. */
export function readMqttx(value: unknown): readonly ReadProfile[] | undefined {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  const isOne = (entry: unknown): boolean => {
    const fields = foreign(entry);
    return fields?.has('host') === true && fields.has('clientId');
  };
  if (entries.length > 0 && !entries.some(isOne)) return undefined;
  const folders = foldersIn(entries);
  return entries.filter((entry) => !isFolder(entry)).map((entry) => readOne(entry, folders));
}

const isFolder = (entry: unknown): boolean => flagIn(foreign(entry), 'isCollection') === true;

/** Names by id; a nested folder is after its parent. Exports before 2025 have none. */
function foldersIn(entries: readonly unknown[]): ReadonlyMap<string, string> {
  const all = new Map(
    entries.filter(isFolder).map((entry) => {
      const fields = foreign(entry);
      return [textIn(fields, 'id'), fields] as const;
    }),
  );
  return new Map(Array.from(all.keys(), (id) => [id, pathOf(id, all)]));
}

function pathOf(id: string, all: ReadonlyMap<string, Foreign | undefined>): string {
  const path = new Map<string, string>();
  for (let at = id; all.has(at) && !path.has(at); at = textIn(all.get(at), 'parentId')) {
    if (path.size === MOST_FOLDERS) break;
    path.set(at, nameOf(all.get(at)));
  }
  return [...path.values()].reverse().join(' / ').slice(0, LONGEST_FOLDER);
}

function readOne(value: unknown, folders: ReadonlyMap<string, string>): ReadProfile {
  const fields = foreign(value);
  if (fields === undefined) return skipped('', { key: 'not-a-profile', args: {} });
  const name = nameOf(fields);
  const address = addressOf(fields, schemeOf(fields), textIn(fields, 'path'));
  if (address.why !== undefined) return skipped(name, address.why);
  const version = VERSIONS.get(textIn(fields, 'mqttVersion')) ?? 4;
  const profile = baseProfile(fields, address.url, version);
  const properties = foreign(fields.get('properties'));
  const given = version === 5 ? properties : undefined;
  const connect = propertiesIn(given, OF_CONNECT);
  const cleanStart = flagIn(fields, 'clean') ?? true;
  const expiry = wholeIn(properties, 'sessionExpiryInterval', 0, NEVER);
  const { list, leftOut } = subscriptionsOf(listIn(fields, 'subscriptions'), version);
  const folder = folders.get(textIn(fields, 'parentId')) ?? '';
  const will = willOf(foreign(fields.get('will')), version);
  const line = lineOf(fields);
  return {
    profile: {
      ...profile,
      ...(folder !== '' && { folder }),
      settings: {
        ...profile.settings,
        cleanStart,
        keepAlive: wholeIn(fields, 'keepalive', 0, 65_535) ?? 60,
        // Without a number MQTTX requests a session that never ends.
        sessionExpiry: version === 5 ? (expiry ?? (cleanStart ? 0 : NEVER)) : 0,
        will: will.setting,
        ...(connect.properties.length > 0 && { connectProperties: connect.properties }),
        subscriptions: list,
        ...(line !== undefined && { line }),
      },
    },
    leftOut: [
      ...addressNotes(address.url),
      ...transportNotes(fields, line),
      ...connectionNotes(fields, [...connect.bad, ...setAmong(given, NOT_OURS)]),
      ...(folder === '' && textIn(fields, 'parentId') !== ''
        ? [{ key: 'folder', args: {} } as const]
        : []),
      ...will.leftOut,
      ...leftOut,
    ],
  };
}

/** Old files do not contain it. */
function schemeOf(fields: Foreign): Scheme {
  const said = textIn(fields, 'protocol');
  if (isScheme(said)) return said;
  const isEncrypted = flagIn(fields, 'ssl') === true;
  // The web version supports only WebSocket, and exports its client object.
  if (fields.has('client')) return isEncrypted ? 'wss' : 'ws';
  return isEncrypted ? 'mqtts' : 'mqtt';
}

/**
 * Certificates are paths on the file's original machine, and are not used with a certificate of a known
 * authority.
 */
function lineOf(fields: Foreign): LineSettings | undefined {
  if (flagIn(fields, 'ssl') !== true) return undefined;
  const isOwn = textIn(fields, 'certType') !== 'server';
  const file = (name: string) => ({ file: isOwn ? textIn(fields, name) : '' });
  // Some versions write the list with its brackets.
  const alpn = textIn(fields, 'ALPNProtocols')
    .replace(/^\s*\[(.*)\]\s*$/, '$1')
    .replaceAll(/["']/g, '')
    .split(',');
  return filledIn({
    tls: {
      ca: file('ca'),
      cert: file('cert'),
      key: file('key'),
      alpn: alpn.map((one) => one.trim()).filter((one) => one !== ''),
    },
  });
}

function transportNotes(fields: Foreign, line: LineSettings | undefined): readonly LeftOutFact[] {
  const { ca, cert, key } = line?.tls ?? {};
  const names = [ca, cert, key].flatMap((one) => (one && 'file' in one ? [one.file] : []));
  const isUnchecked =
    flagIn(fields, 'ssl') === true && flagIn(fields, 'rejectUnauthorized') === false;
  return [
    ...(names.length > 0 ? [{ key: 'certificate-files', args: { names } } as const] : []),
    ...(isUnchecked ? [{ key: 'unchecked', args: {} } as const] : []),
  ];
}

const OF_CONNECT = [
  'receiveMaximum',
  'maximumPacketSize',
  'topicAliasMaximum',
  'requestResponseInformation',
  'requestProblemInformation',
  'userProperties',
] as const;
/** The form has its own sign-in methods. */
const NOT_OURS = ['authenticationMethod', 'authenticationData'];

function connectionNotes(fields: Foreign, names: readonly string[]): readonly LeftOutFact[] {
  const notes: LeftOutFact[] = [];
  if (flagIn(fields, 'clientIdWithTime') === true) notes.push({ key: 'client-id-time', args: {} });
  const isOff = flagIn(fields, 'reconnect') === false;
  const period = wholeIn(fields, 'reconnectPeriod', 0, NEVER) ?? USUAL_PERIOD;
  if (isOff || period !== USUAL_PERIOD) notes.push({ key: 'reconnect', args: { isOff } });
  const timeout = wholeIn(fields, 'connectTimeout', 0, NEVER) ?? USUAL_TIMEOUT;
  if (timeout !== USUAL_TIMEOUT) notes.push({ key: 'connect-timeout', args: {} });
  const odd = oddValues(fields);
  if (odd.length > 0) notes.push({ key: 'odd-values', args: { names: odd } });
  if (names.length > 0) notes.push({ key: 'properties', args: { names } });
  const composed = foreign(fields.get('pushProps'));
  const ofPublishing = setAmong(composed, [...(composed?.keys() ?? [])]);
  if (ofPublishing.length > 0) {
    notes.push({ key: 'publish-properties', args: { names: ofPublishing } });
  }
  const messages = listIn(fields, 'messages').length;
  if (messages > 0) notes.push({ key: 'messages', args: { count: messages } });
  return notes;
}

/** Names of invalid values. */
function oddValues(fields: Foreign): readonly string[] {
  const version = textIn(fields, 'mqttVersion');
  return [
    ...(version !== '' && !VERSIONS.has(version) ? ['mqttVersion'] : []),
    ...oddAmong(fields, { keepalive: [0, 65_535] }),
    ...oddAmong(foreign(fields.get('properties')), { sessionExpiryInterval: [0, NEVER] }),
    ...oddAmong(foreign(fields.get('will')), { lastWillQos: [0, 2] }),
  ];
}

const OF_WILL = [
  'payloadFormatIndicator',
  'messageExpiryInterval',
  'responseTopic',
  'userProperties',
] as const;
/** Text or hexadecimal: the file does not show which. */
const WILL_NOT_OURS = ['correlationData'];

function willOf(
  will: Foreign | undefined,
  version: ProtocolVersion,
): { readonly setting: WillSetting | undefined; readonly leftOut: readonly LeftOutFact[] } {
  const topic = textIn(will, 'lastWillTopic');
  if (topic === '') return { setting: undefined, leftOut: [] };
  const payload = encodeUtf8(textIn(will, 'lastWillPayload'));
  if (topicNameError(topic) !== undefined || payload.length > 65_535) {
    return { setting: undefined, leftOut: [{ key: 'will', args: {} }] };
  }
  const given = version === 5 ? foreign(will?.get('properties')) : undefined;
  const delay = wholeIn(given, 'willDelayInterval', 1, NEVER);
  const contentType = textIn(given, 'contentType');
  const properties: Property[] = [];
  if (delay !== undefined) properties.push({ name: 'willDelayInterval', value: delay });
  if (contentType !== '') properties.push({ name: 'contentType', value: contentType });
  const others = propertiesIn(given, OF_WILL);
  properties.push(...others.properties);
  const names = [...others.bad, ...setAmong(given, WILL_NOT_OURS)];
  return {
    setting: {
      topic,
      payload,
      qos: qosIn(will, 'lastWillQos'),
      retain: flagIn(will, 'lastWillRetain') ?? false,
      properties,
    },
    leftOut: names.length === 0 ? [] : [{ key: 'will-properties', args: { names } }],
  };
}
