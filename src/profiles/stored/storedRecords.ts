/**
 * The stored form of profiles and messages. A record contains the number of its format, so that a later version
 * can convert it.
 */

import { SCRAM_METHOD } from '../../mqtt/scram/scramMethod.ts';
import type { Arranged } from '../settings/arrangement.ts';
import { withoutSecrets } from '../settings/profileSecrets.ts';
import {
  type AlibabaSignIn,
  type ConnectionSettings,
  type PasswordSignIn,
  PROFILE_COLOURS,
  type Profile,
  type ProfileTraits,
  type SubscriptionSetting,
  type WillSetting,
} from '../settings/settings.ts';
import type { StoredFilter, StoredMessage } from '../settings/storedItems.ts';
import { readCharts } from './storedCharts.ts';
import {
  Fields,
  LONGEST_TEXT,
  NewerFormatError,
  RECORD_LIMITS,
  StoredError,
} from './storedFields.ts';
import { readLine } from './storedLine.ts';
import { readProperty } from './storedProperty.ts';
import { readRules } from './storedRules.ts';

export const FORMAT = 3;

const QOS = [0, 1, 2] as const;
const LONGEST_KEEP_ALIVE = 65_535;
const NEVER = 0xff_ff_ff_ff;

/** Throws StoredError for another format. */
function fieldsOf(record: unknown): Fields {
  const fields = new Fields(record, '', RECORD_LIMITS);
  const format = fields.whole('format', 1_000_000);
  if (format > FORMAT) {
    throw new NewerFormatError('format', `known: it is ${format}, from a newer version`);
  }
  if (format < FORMAT) throw new StoredError('format', 'known');
  return fields;
}

function readSubscription(fields: Fields): SubscriptionSetting {
  return {
    filter: fields.text('filter'),
    qos: fields.oneOf('qos', QOS, 0),
    noLocal: fields.flag('noLocal', false),
    retainAsPublished: fields.flag('retainAsPublished', true),
    retainHandling: fields.oneOf('retainHandling', QOS, 0),
    ...(fields.has('properties') ? { properties: fields.list('properties', readProperty) } : {}),
    ...(fields.flag('isUntouched', false) ? { isUntouched: true } : {}),
  };
}

function readWill(fields: Fields): WillSetting {
  return {
    topic: fields.text('topic'),
    payload: fields.bytes('payload', LONGEST_TEXT),
    qos: fields.oneOf('qos', QOS, 0),
    retain: fields.flag('retain', false),
    properties: fields.list('properties', readProperty),
  };
}

function readTimestamp(fields: Fields): AlibabaSignIn['timestamp'] {
  const kind = fields.oneOf('kind', ['now', 'none', 'fixed'] as const);
  return kind === 'fixed' ? { kind, value: fields.text('value') } : { kind };
}

function readSignIn(fields: Fields): PasswordSignIn | AlibabaSignIn {
  const kind = fields.oneOf('kind', ['password', 'alibaba'] as const);
  if (kind === 'password') {
    const plain = { kind, userName: fields.text('userName', ''), password: '' };
    const scram = fields.has('scram') ? fields.oneOf('scram', [SCRAM_METHOD]) : undefined;
    return scram === undefined ? plain : { ...plain, scram };
  }
  return {
    kind,
    how: fields.oneOf('how', ['direct', 'https'] as const),
    authUrl: fields.text('authUrl'),
    productKey: fields.text('productKey'),
    deviceName: fields.text('deviceName'),
    deviceSecret: '',
    regionId: fields.text('regionId', ''),
    instanceId: fields.text('instanceId', ''),
    signMethod: fields.oneOf('signMethod', ['hmacmd5', 'hmacsha1', 'hmacsha256'] as const),
    secureMode: fields.oneOf('secureMode', [2, 3] as const),
    timestamp: fields.has('timestamp') ? readTimestamp(fields.group('timestamp')) : { kind: 'now' },
  };
}

function readSettings(fields: Fields): ConnectionSettings {
  return {
    url: fields.text('url'),
    version: fields.oneOf('version', [3, 4, 5] as const),
    clientId: fields.text('clientId', ''),
    signIn: readSignIn(fields.group('signIn')),
    cleanStart: fields.flag('cleanStart', true),
    keepAlive: fields.whole('keepAlive', LONGEST_KEEP_ALIVE, 60),
    sessionExpiry: fields.whole('sessionExpiry', NEVER, 0),
    will: fields.has('will') ? readWill(fields.group('will')) : undefined,
    ...(fields.has('connectProperties')
      ? { connectProperties: fields.list('connectProperties', readProperty) }
      : {}),
    ...(fields.flag('goOnAfterMalformed', false) ? { goOnAfterMalformed: true } : {}),
    ...(fields.flag('readOnly', false) ? { readOnly: true } : {}),
    ...(fields.has('payloads') ? { payloads: readRules(fields.group('payloads')) } : {}),
    ...(fields.has('answers') ? { answers: fields.unread('answers') } : {}),
    ...(fields.has('line') ? { line: readLine(fields.group('line')) } : {}),
    ...(fields.has('charts') ? { charts: readCharts(fields.group('charts')) } : {}),
    subscriptions: fields.list('subscriptions', readSubscription),
  };
}

function readPlace(fields: Fields): Pick<Arranged, 'folder' | 'order'> {
  const folder = fields.text('folder', '');
  return {
    ...(folder === '' ? {} : { folder }),
    ...(fields.has('order') ? { order: fields.whole('order', NEVER) } : {}),
  };
}

function readTraits(fields: Fields): ProfileTraits {
  return {
    ...readPlace(fields),
    ...(fields.has('colour') ? { colour: fields.oneOf('colour', PROFILE_COLOURS) } : {}),
    ...(fields.flag('connectAtStart', false) ? { connectAtStart: true } : {}),
  };
}

/** Throws StoredError. */
export function readProfile(record: unknown): Profile {
  const fields = fieldsOf(record);
  return {
    id: fields.text('id'),
    name: fields.text('name'),
    ...readTraits(fields),
    settings: readSettings(fields.group('settings')),
  };
}

/** Throws StoredError. */
export function readMessage(record: unknown): StoredMessage {
  const fields = fieldsOf(record);
  return {
    id: fields.text('id'),
    name: fields.text('name'),
    topic: fields.text('topic'),
    payload: fields.bytes('payload'),
    qos: fields.oneOf('qos', QOS, 0),
    retain: fields.flag('retain', false),
    properties: fields.list('properties', readProperty),
    ...readPlace(fields),
    ...(fields.has('template')
      ? { template: { format: fields.group('template').text('format') } }
      : {}),
  };
}

/** Throws StoredError. */
export function readFilter(record: unknown): StoredFilter {
  const fields = fieldsOf(record);
  return { id: fields.text('id'), name: fields.text('name'), text: fields.text('text') };
}

export interface StoredRecord {
  readonly id: string;
  readonly format: number;
}

/** The stored part of a profile: no password, no device secret. */
export function profileRecord(profile: Profile): StoredRecord {
  const { id, name, settings, folder, order, colour, connectAtStart } = profile;
  const traits = { folder, order, colour, connectAtStart };
  const set = Object.entries(traits).filter(([, value]) => value !== undefined);
  const record = {
    id,
    format: FORMAT,
    name,
    ...Object.fromEntries(set),
    settings: withoutSecrets(settings),
  };
  return record;
}

export function filterRecord(filter: StoredFilter): StoredRecord {
  return { ...filter, format: FORMAT };
}

export function messageRecord(message: StoredMessage): StoredRecord {
  return { ...message, format: FORMAT };
}
