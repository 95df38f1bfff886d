/** A connection's form as stored for a reload: without its secrets, and read field by field. */

import { SCRAM_METHOD } from '../../../mqtt/scram/scramMethod.ts';
import type { PropertyName, PropertyPlace } from '../../../mqtt/tables/properties.ts';
import { NO_RULES } from '../../../payload/chains/rules.ts';
import { NO_CHARTS } from '../../../profiles/settings/chartSettings.ts';
import { lineWithoutSecrets } from '../../../profiles/settings/lineSettings.ts';
import {
  isSecretProperty,
  subscriptionsWithoutSecrets,
  userNameWithoutSecrets,
} from '../../../profiles/settings/profileSecrets.ts';
import { settableAt } from '../../../profiles/settings/propertyRows.ts';
import { PROFILE_COLOURS } from '../../../profiles/settings/settings.ts';
import { urlWithoutSecrets } from '../../../profiles/settings/urlWithoutSecrets.ts';
import { readCharts } from '../../../profiles/stored/storedCharts.ts';
import type { Fields } from '../../../profiles/stored/storedFields.ts';
import { readLine } from '../../../profiles/stored/storedLine.ts';
import { readProperty } from '../../../profiles/stored/storedProperty.ts';
import { readRules } from '../../../profiles/stored/storedRules.ts';
import { type Draft, emptyDraft, OWN_CONNECT_FIELDS, OWN_WILL_FIELDS } from './draft.ts';

const QOS = [0, 1, 2] as const;

export function draftWithoutSecrets(draft: Draft): Draft {
  return {
    ...draft,
    url: urlWithoutSecrets(draft.url),
    authUrl: urlWithoutSecrets(draft.authUrl),
    userName: userNameWithoutSecrets(draft.userName),
    password: '',
    deviceSecret: '',
    line: draft.line && lineWithoutSecrets(draft.line),
    properties: withoutSecretRows(draft.properties),
    will: { ...draft.will, properties: withoutSecretRows(draft.will.properties) },
    subscriptions: subscriptionsWithoutSecrets(draft.subscriptions),
  };
}

const withoutSecretRows = (rows: Draft['properties']): Draft['properties'] =>
  rows.map((row) => (isSecretProperty(row.name, row.key) ? { ...row, value: '' } : row));

/** True if something has to be typed again before connecting. */
export function lacksSecret(before: Draft, kept: Draft): boolean {
  return (
    JSON.stringify(before.line) !== JSON.stringify(kept.line) ||
    (['url', 'authUrl', 'userName', 'password', 'deviceSecret'] as const).some(
      (field) => before[field] !== kept[field],
    )
  );
}

/** Throws `StoredError`. */
export function readDraft(fields: Fields): Draft {
  const empty = emptyDraft(fields.text('clientId'));
  const text = (name: keyof Draft, absent: string) => fields.text(name, absent);
  return {
    ...empty,
    name: text('name', ''),
    profileId: fields.has('profileId') ? fields.text('profileId') : undefined,
    url: text('url', ''),
    version: fields.oneOf('version', [3, 4, 5] as const),
    mode: fields.oneOf('mode', ['password', 'alibaba'] as const),
    userName: text('userName', ''),
    scram: fields.has('scram') ? fields.oneOf('scram', ['', SCRAM_METHOD] as const) : '',
    properties: readProperties(fields, OWN_CONNECT_FIELDS, 'connect'),
    productKey: text('productKey', ''),
    deviceName: text('deviceName', ''),
    regionId: text('regionId', empty.regionId),
    instanceId: text('instanceId', ''),
    signMethod: fields.oneOf('signMethod', ['hmacmd5', 'hmacsha1', 'hmacsha256'] as const),
    secureMode: fields.oneOf('secureMode', [2, 3] as const),
    how: fields.oneOf('how', ['direct', 'https'] as const),
    authUrl: text('authUrl', ''),
    timestampMode: fields.oneOf('timestampMode', ['now', 'none', 'fixed'] as const),
    timestamp: text('timestamp', ''),
    cleanStart: fields.flag('cleanStart', true),
    goOnAfterMalformed: fields.flag('goOnAfterMalformed', false),
    readOnly: fields.flag('readOnly', false),
    folder: text('folder', ''),
    colour: fields.has('colour') ? fields.oneOf('colour', PROFILE_COLOURS) : undefined,
    connectAtStart: fields.flag('connectAtStart', false),
    keepsSecrets: fields.flag('keepsSecrets', false),
    keepAlive: text('keepAlive', empty.keepAlive),
    sessionExpiry: text('sessionExpiry', empty.sessionExpiry),
    will: readWill(fields.group('will')),
    subscriptions: readSubscriptions(fields, 'subscriptions'),
    typedFilter: fields.has('typedFilter') ? readTyped(fields.group('typedFilter')) : undefined,
    payloads: fields.has('payloads') ? readRules(fields.group('payloads')) : NO_RULES,
    answers: fields.unread('answers'),
    line: fields.has('line') ? readLine(fields.group('line')) : undefined,
    charts: fields.has('charts') ? readCharts(fields.group('charts')) : NO_CHARTS,
  };
}

function readWill(fields: Fields): Draft['will'] {
  return {
    on: fields.flag('on', false),
    topic: fields.text('topic', ''),
    payload: fields.text('payload', ''),
    hex: fields.flag('hex', false),
    qos: fields.oneOf('qos', QOS, 0),
    retain: fields.flag('retain', false),
    delay: fields.text('delay', '0'),
    contentType: fields.text('contentType', ''),
    properties: readProperties(fields, OWN_WILL_FIELDS, 'will'),
  };
}

function readProperties(
  fields: Fields,
  elsewhere: ReadonlySet<PropertyName>,
  place: PropertyPlace,
): Draft['properties'] {
  const names = settableAt(place, elsewhere);
  return fields.list('properties', (one) => ({
    name: one.oneOf('name', names),
    value: one.text('value', ''),
    key: one.text('key', ''),
  }));
}

/** Properties of SUBSCRIBE: a number and pairs of texts, which JSON can hold. */
const readPlain = (fields: Fields) => fields.list('properties', readProperty);

const readTyped = (fields: Fields): Draft['typedFilter'] => ({
  filter: fields.text('filter'),
  qos: fields.oneOf('qos', QOS, 0),
});

function readSubscriptions(fields: Fields, name: string): Draft['subscriptions'] {
  return fields.list(name, (one) => ({
    filter: one.text('filter'),
    qos: one.oneOf('qos', QOS, 0),
    noLocal: one.flag('noLocal', false),
    retainAsPublished: one.flag('retainAsPublished', true),
    retainHandling: one.oneOf('retainHandling', QOS, 0),
    ...(one.has('properties') ? { properties: readPlain(one) } : {}),
    ...(one.flag('isUntouched', false) ? { isUntouched: true } : {}),
  }));
}
