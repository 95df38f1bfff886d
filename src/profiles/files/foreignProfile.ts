/** Common parts of other programs' profiles. */
import type { ProtocolVersion, QoS } from '../../mqtt/tables/packet.ts';
import { topicFilterError } from '../../mqtt/tables/topics.ts';
import { isHost } from '../addresses/host.ts';
import { newClientId, newId } from '../settings/ids.ts';
import { plainSubscription } from '../settings/plainSubscription.ts';
import type { ConnectionSettings, Profile, SubscriptionSetting } from '../settings/settings.ts';
import { type Foreign, flagIn, foreign, oddAmong, textIn, wholeIn } from './foreign.ts';
import type { LeftOutFact, SkipFact } from './importFacts.ts';
import { propertiesIn } from './mqttxProperties.ts';

/** Its settings still contain the secrets. */
export interface ImportedProfile {
  readonly profile: Profile;
  readonly leftOut: readonly LeftOutFact[];
}

export interface SkippedProfile {
  readonly name: string;
  readonly why: SkipFact;
}

export interface Imported {
  readonly from: 'mqtt-explorer' | 'mqttx' | 'mqttscope';
  readonly profiles: readonly ImportedProfile[];
  readonly skipped: readonly SkippedProfile[];
}

export type ReadProfile = ImportedProfile | SkippedProfile;

/** Maximum characters of a name. */
const LONGEST_NAME = 200;

export const nameOf = (fields: Foreign | undefined): string =>
  (textIn(fields, 'name') || textIn(fields, 'host')).slice(0, LONGEST_NAME);

export const skipped = (name: string, why: SkipFact): SkippedProfile => ({ name, why });

const PORTS = { mqtt: 1883, mqtts: 8883, ws: 80, wss: 443 } as const;

export type Scheme = keyof typeof PORTS;

export const isScheme = (text: string): text is Scheme => Object.hasOwn(PORTS, text);

/** The address, or the reason why there is none. */
export function addressOf(
  fields: Foreign,
  scheme: Scheme,
  path: string,
): { readonly url: string; readonly why?: never } | { readonly why: SkipFact } {
  const typed = textIn(fields, 'host').trim();
  const host = /^[0-9a-f]*:[0-9a-f:.]*$/i.test(typed) ? `[${typed}]` : typed;
  if (!isHost(host)) return { why: { key: 'bad-host', args: {} } };
  const hasPort = fields.get('port') !== undefined && fields.get('port') !== null;
  const port = wholeIn(fields, 'port', 1, 65_535) ?? (hasPort ? undefined : PORTS[scheme]);
  if (port === undefined) return { why: { key: 'bad-port', args: {} } };
  const isWeb = scheme === 'ws' || scheme === 'wss';
  const end = isWeb ? `/${path.trim().replace(/^\/+/, '')}` : '';
  const url = `${scheme}://${host}:${port}${end}`;
  return URL.canParse(url) && !/\s/.test(url) ? { url } : { why: { key: 'bad-host', args: {} } };
}

/** Common settings; MQTT 3.1.1 and a clean session by default. */
export function baseProfile(fields: Foreign, url: string, version: ProtocolVersion = 4): Profile {
  const settings: ConnectionSettings = {
    url,
    version,
    clientId: textIn(fields, 'clientId') || newClientId(),
    signIn: {
      kind: 'password',
      userName: textIn(fields, 'username'),
      password: textIn(fields, 'password'),
    },
    cleanStart: true,
    keepAlive: 60,
    sessionExpiry: 0,
    will: undefined,
    subscriptions: [],
  };
  return { id: newId(), name: nameOf(fields), settings };
}

export function addressNotes(url: string): readonly LeftOutFact[] {
  return /^wss?:/.test(url) ? [] : [{ key: 'not-websocket', args: {} }];
}

const QOS: readonly QoS[] = [0, 1, 2];

export const qosIn = (fields: Foreign | undefined, name: string): QoS =>
  QOS.find((qos) => qos === wholeIn(fields, name, 0, 2)) ?? 0;

/** Valid subscriptions, and the omitted parts. */
export function subscriptionsOf(
  entries: readonly unknown[],
  version: ProtocolVersion,
): { readonly list: readonly SubscriptionSetting[]; readonly leftOut: readonly LeftOutFact[] } {
  const list = new Map<string, SubscriptionSetting>();
  const disabled: string[] = [];
  const details = new Set<string>();
  const bad: string[] = [];
  for (const entry of entries) {
    const fields = foreign(entry);
    const text = typeof entry === 'string' ? entry : textIn(fields, 'topic');
    const identifier =
      version === 5
        ? propertiesIn(fields, ['subscriptionIdentifier'])
        : { properties: [], bad: [] };
    for (const name of [...identifier.bad, ...oddAmong(fields, { qos: [0, 2], rh: [0, 2] })]) {
      details.add(name);
    }
    const retainHandling = QOS.find((one) => one === wholeIn(fields, 'rh', 0, 2)) ?? 0;
    // A text may contain several.
    for (const filter of text.split(',')) {
      if (topicFilterError(filter, version) !== undefined) bad.push(filter);
      else if (flagIn(fields, 'disabled') === true) disabled.push(filter);
      else {
        list.set(filter, {
          ...plainSubscription(filter, qosIn(fields, 'qos')),
          ...(version === 5 && {
            noLocal: flagIn(fields, 'nl') ?? false,
            retainAsPublished: flagIn(fields, 'rap') ?? true,
            retainHandling,
          }),
          ...(identifier.properties.length > 0 && { properties: identifier.properties }),
        });
      }
    }
    for (const name of ['alias', 'color']) {
      const value = fields?.get(name);
      if (value !== undefined && value !== null && value !== '') details.add(name);
    }
  }
  return {
    list: [...list.values()],
    leftOut: [
      ...(disabled.length > 0
        ? [{ key: 'disabled-subscriptions', args: { filters: disabled } } as const]
        : []),
      ...(bad.length > 0 ? [{ key: 'bad-filters', args: { filters: bad } } as const] : []),
      ...(details.size > 0
        ? [{ key: 'subscription-details', args: { names: [...details] } } as const]
        : []),
    ],
  };
}
