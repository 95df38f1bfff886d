/** Checks settings, messages and subscriptions against the platform's rules. */
import { utf8Length } from '../base/utf8.ts';
import { type Found, type PlatformNote, platformNote } from './platformNotes.ts';
import { REGIONS } from './regions.ts';

export interface SignInSettings {
  readonly productKey: string;
  readonly deviceName: string;
  readonly deviceSecret: string;
  readonly clientIdBase: string;
  readonly regionId: string;
  /** Empty for the region's public instance. */
  readonly instanceId: string;
  readonly secureMode: 2 | 3;
  /** undefined if it is not sent, or new for each CONNECT. */
  readonly timestamp: string | undefined;
  /** Seconds. */
  readonly keepAlive: number;
  readonly hasWill: boolean;
  /** The address, if it is not the platform's own. */
  readonly url: string | undefined;
}

type SignInField =
  | 'productKey'
  | 'deviceName'
  | 'deviceSecret'
  | 'clientIdBase'
  | 'regionId'
  | 'instanceId'
  | 'secureMode'
  | 'timestamp'
  | 'keepAlive'
  | 'will';

export type SignInNotes = Readonly<Partial<Record<SignInField, readonly PlatformNote[]>>>;

function characters(text: string): number {
  return Array.from(text).length;
}

/** The first character that is not allowed; undefined if there is none. */
function firstOther(text: string, other: RegExp): Found | undefined {
  const character = other.exec(text)?.[0];
  return character === undefined
    ? undefined
    : { found: /\s/.test(character) ? undefined : character };
}

function productKeyNotes(productKey: string): readonly PlatformNote[] {
  if (productKey === '') return [platformNote('empty', {})];
  const other = firstOther(productKey, /[^A-Za-z0-9]/u);
  if (other !== undefined) return [platformNote('product-key-characters', other)];
  const length = productKey.length;
  return length > 20 || length < 11 ? [platformNote('product-key-length', { length })] : [];
}

function deviceNameNotes(deviceName: string): readonly PlatformNote[] {
  if (deviceName === '') return [platformNote('empty', {})];
  const other = firstOther(deviceName, /[^A-Za-z0-9_@.:-]/u);
  if (other !== undefined) {
    const isAscii = /^[ -~]*$/.test(deviceName);
    const note = platformNote('device-name-characters', other);
    return isAscii ? [note] : [note, platformNote('device-name-alias', {})];
  }
  const length = characters(deviceName);
  return length < 4 || length > 32 ? [platformNote('device-name-length', { length })] : [];
}

function deviceSecretNotes(deviceSecret: string): readonly PlatformNote[] {
  if (deviceSecret === '') return [platformNote('empty', {})];
  if (deviceSecret.trim() !== deviceSecret) return [platformNote('blank-around', {})];
  const length = characters(deviceSecret);
  return length === 32 ? [] : [platformNote('device-secret-length', { length })];
}

function clientIdNotes(base: string): readonly PlatformNote[] {
  if (base === '') return [platformNote('empty', {})];
  if (base.includes('|')) return [platformNote('client-id-bar', {})];
  const length = characters(base);
  return length > 64 ? [platformNote('client-id-length', { length })] : [];
}

function regionNotes({ regionId, instanceId, url }: SignInSettings): readonly PlatformNote[] {
  if (instanceId !== '' || url !== undefined || regionId === '') return [];
  const region = REGIONS.find(({ id }) => id === regionId);
  if (region === undefined) return [platformNote('region-unknown', { found: regionId })];
  return region.publicInstance ? [] : [platformNote('region-without-public-instance', {})];
}

function instanceIdNotes(instanceId: string): readonly PlatformNote[] {
  const other = firstOther(instanceId, /[^A-Za-z0-9-]/u);
  return other === undefined ? [] : [platformNote('instance-id-characters', other)];
}

function secureModeNotes({ secureMode, url }: SignInSettings): readonly PlatformNote[] {
  const meant = secureMode === 2 ? 'wss' : 'ws';
  const scheme = /^(wss?):/i.exec(url ?? '')?.[1]?.toLowerCase() ?? meant;
  if (scheme !== meant) {
    return [platformNote('secure-mode-channel', { mode: secureMode, meant, scheme })];
  }
  return secureMode === 3 && url === undefined
    ? [platformNote('secure-mode-3-new-account', {})]
    : [];
}

function timestampNotes(timestamp: string | undefined): readonly PlatformNote[] {
  const isRight = timestamp === undefined || /^\d+$/.test(timestamp);
  return isRight ? [] : [platformNote('timestamp-form', {})];
}

/** Notes for each field; fields without a note are absent. */
export function checkSignIn(settings: SignInSettings): SignInNotes {
  const isOutside = settings.keepAlive < 30 || settings.keepAlive > 1200;
  const notes: readonly (readonly [SignInField, readonly PlatformNote[]])[] = [
    ['productKey', productKeyNotes(settings.productKey)],
    ['deviceName', deviceNameNotes(settings.deviceName)],
    ['deviceSecret', deviceSecretNotes(settings.deviceSecret)],
    ['clientIdBase', clientIdNotes(settings.clientIdBase)],
    ['regionId', regionNotes(settings)],
    ['instanceId', instanceIdNotes(settings.instanceId)],
    ['secureMode', secureModeNotes(settings)],
    ['timestamp', timestampNotes(settings.timestamp)],
    ['keepAlive', isOutside ? [platformNote('keep-alive-range', {})] : []],
    ['will', settings.hasWill ? [platformNote('will-not-supported', {})] : []],
  ];
  return Object.fromEntries(notes.filter(([, list]) => list.length > 0));
}

interface NameNote {
  readonly field: 'productKey' | 'deviceName';
  readonly note: PlatformNote;
}

/** Checks names only; absent and empty ones are skipped. */
export function checkNames(names: {
  readonly productKey: string | undefined;
  readonly deviceName: string | undefined;
}): readonly NameNote[] {
  const { productKey = '', deviceName = '' } = names;
  const notesOf = (field: NameNote['field'], notes: readonly PlatformNote[]) =>
    notes.filter(({ key }) => key !== 'empty').map((note) => ({ field, note }));
  return [
    ...notesOf('productKey', productKeyNotes(productKey)),
    ...notesOf('deviceName', deviceNameNotes(deviceName)),
  ];
}

function topicNotes(topic: string): readonly PlatformNote[] {
  const bytes = utf8Length(topic);
  const slashes = topic.split('/').length - 1;
  return [
    ...(bytes > 128 ? [platformNote('topic-length', { length: bytes })] : []),
    ...(slashes > 7 ? [platformNote('topic-levels', { length: slashes })] : []),
  ];
}

export interface DeviceOfTopic {
  readonly productKey: string;
  readonly deviceName: string;
}

function isForeign(topic: string, device: DeviceOfTopic | undefined): boolean {
  if (device === undefined || topic.startsWith('/broadcast/')) return false;
  const levels = topic.split('/');
  return !(levels.includes(device.productKey) && levels.includes(device.deviceName));
}

/** Checks a message that the device is about to publish. */
export function checkPublish(
  message: {
    readonly topic: string;
    /** Bytes. */
    readonly payloadSize: number;
    readonly qos: 0 | 1 | 2;
    readonly retain: boolean;
  },
  device?: DeviceOfTopic,
): readonly PlatformNote[] {
  const { topic, payloadSize, qos, retain } = message;
  return [
    ...topicNotes(topic),
    ...(isForeign(topic, device) ? [platformNote('topic-of-another-device', {})] : []),
    ...(payloadSize > 262_144 ? [platformNote('payload-size', { length: payloadSize })] : []),
    ...(qos === 2 ? [platformNote('qos-2-not-supported', {})] : []),
    ...(retain ? [platformNote('retain-not-supported', {})] : []),
  ];
}

/** Checks the filters of one SUBSCRIBE. */
export function checkSubscribe(
  filters: readonly { readonly filter: string; readonly qos: 0 | 1 | 2 }[],
  device?: DeviceOfTopic,
): readonly PlatformNote[] {
  const length = filters.length;
  return [
    ...(length > 8 ? [platformNote('filters-per-subscribe', { length })] : []),
    ...filters.flatMap(({ filter, qos }) => [
      ...topicNotes(filter),
      ...(isForeign(filter, device) ? [platformNote('topic-of-another-device', {})] : []),
      ...(qos === 2 ? [platformNote('qos-2-not-supported', {})] : []),
    ]),
  ];
}
