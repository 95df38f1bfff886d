/** Settings of a connection in words: names as in the connection editor, values as on the wire. */
import { isRecord, type Json } from '../../../engine/files/events/eventJson.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import { isProtocolVersion, versionName } from '../../../mqtt/tables/packetNames.ts';

type Row = readonly [name: string, value: string];

/** Session expiry in MQTT 5 that means never. */
const NEVER = 0xffff_ffff;

/** Settings of other programs appear as in the file. */
export function settingRows(settings: Json, t: Texts): readonly Row[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    const known = Object.hasOwn(SETTINGS, name) ? SETTINGS[name]?.(value, t, settings) : undefined;
    return known ?? plainRows(name, value);
  });
}

/** Undefined: not as we write it. */
type Reading = (value: unknown, t: Texts, settings: Json) => readonly Row[] | undefined;

const SETTINGS: Readonly<Record<string, Reading>> = {
  url: text(({ editor }) => editor.url),
  version: (value, { editor }) =>
    typeof value === 'number' && isProtocolVersion(value)
      ? [[editor.protocol, versionName(value)]]
      : undefined,
  clientId: text(({ editor }) => editor.clientId),
  cleanStart: (value, { editor, streams }, { version }) =>
    typeof value === 'boolean'
      ? [[editor.cleanStart(Number(version)), streams.flag(value)]]
      : undefined,
  keepAlive: (value, { editor }) =>
    typeof value === 'number' ? [[editor.keepAlive, `${value} ${editor.seconds}`]] : undefined,
  sessionExpiry: (value, { editor, streams }) =>
    typeof value === 'number'
      ? [
          [
            editor.sessionExpiry,
            value === NEVER ? streams.neverExpires : `${value} ${editor.seconds}`,
          ],
        ]
      : undefined,
  signIn: signInRows,
  will: (value, { editor, streams }) =>
    isRecord(value) && typeof value['topic'] === 'string'
      ? [
          [
            editor.will,
            listed(value['topic'], qosOf(value), value['retain'] === true && streams.retained),
          ],
        ]
      : undefined,
  subscriptions: subscriptionRows,
};

function text(nameIn: (t: Texts) => string): Reading {
  return (value, t) => (typeof value === 'string' ? [[nameIn(t), value]] : undefined);
}

function signInRows(value: unknown, { editor, streams }: Texts) {
  if (!isRecord(value)) return undefined;
  const { kind, hasUserName, ...device } = value;
  if (kind === 'password' && typeof hasUserName === 'boolean') {
    return [[editor.signInAs, hasUserName ? editor.userAndPassword : streams.noUserName]] as const;
  }
  if (kind !== 'alibaba') return undefined;
  const names: Readonly<Record<string, string>> = {
    productKey: editor.productKey,
    deviceName: editor.deviceName,
    regionId: editor.region,
    instanceId: editor.instance,
    signMethod: editor.signMethod,
    secureMode: editor.secureMode,
  };
  const rows = Object.entries(device).flatMap(([name, one]) =>
    plainRows(Object.hasOwn(names, name) ? (names[name] ?? name) : `signIn.${name}`, one),
  );
  return [[editor.signInAs, editor.alibaba] as const, ...rows.filter(([, one]) => one !== '')];
}

function subscriptionRows(value: unknown, t: Texts): readonly Row[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((one: unknown, index): readonly Row[] =>
    isRecord(one) && typeof one['filter'] === 'string'
      ? [[t.streams.subscription(index + 1), subscriptionText(one['filter'], one, t)]]
      : plainRows(`subscriptions.${index}`, one),
  );
}

function subscriptionText(filter: string, one: Json, { kit, subscribing }: Texts): string {
  const { noLocal, retainAsPublished, retainHandling } = one;
  return listed(
    filter,
    qosOf(one),
    noLocal === true && subscribing.noLocal,
    retainAsPublished === true && subscribing.retainAsPublished,
    (retainHandling === 1 || retainHandling === 2) &&
      `${subscribing.retainHandling}${kit.colon}${subscribing.retainHandlings[retainHandling]}`,
  );
}

const qosOf = ({ qos }: Json): string | false => typeof qos === 'number' && `QoS ${qos}`;

const listed = (...parts: readonly (string | false)[]): string =>
  parts.filter((part) => part !== false).join(' · ');

/** A member of a member has the names of both. */
function plainRows(name: string, value: unknown): readonly Row[] {
  if (typeof value === 'string') return [[name, value]];
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([inner, one]) => plainRows(`${name}.${inner}`, one));
  }
  return value === undefined ? [] : [[name, JSON.stringify(value)]];
}
