/** A connection in the editor: text as typed, even if invalid. */
import { hex } from '@scure/base';
import { DEFAULT_REGION, endpoint } from '../../../alibaba/endpoint.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import type { ScramMethod } from '../../../mqtt/scram/scramMethod.ts';
import type { ProtocolVersion, QoS } from '../../../mqtt/tables/packet.ts';
import type { PropertyName } from '../../../mqtt/tables/properties.ts';
import { NO_RULES, type PayloadRules } from '../../../payload/chains/rules.ts';
import { type ChartSettings, NO_CHARTS } from '../../../profiles/settings/chartSettings.ts';
import type { LineSettings } from '../../../profiles/settings/lineSettings.ts';
import { UNTOUCHED } from '../../../profiles/settings/plainSubscription.ts';
import { type PropertyRow, rowsOf } from '../../../profiles/settings/propertyRow.ts';
import type {
  ConnectionSettings,
  Profile,
  ProfileColour,
  SubscriptionSetting,
} from '../../../profiles/settings/settings.ts';
import type { FilterAndQoS } from './filterNotes.ts';

type SignInMode = 'password' | 'alibaba';
/** See `AlibabaSignIn`. */
type HowToSignIn = 'direct' | 'https';
type TimestampMode = 'now' | 'none' | 'fixed';
export type SignMethod = 'hmacmd5' | 'hmacsha1' | 'hmacsha256';

/** Properties with their own fields. */
export const OWN_CONNECT_FIELDS: ReadonlySet<PropertyName> = new Set([
  'sessionExpiryInterval',
  'authenticationMethod',
  'authenticationData',
]);
export const OWN_WILL_FIELDS: ReadonlySet<PropertyName> = new Set([
  'willDelayInterval',
  'contentType',
]);

export interface WillDraft {
  readonly on: boolean;
  readonly topic: string;
  readonly payload: string;
  readonly hex: boolean;
  readonly qos: QoS;
  readonly retain: boolean;
  /** Seconds; MQTT 5. */
  readonly delay: string;
  readonly contentType: string;
  /** The other properties of MQTT 5. */
  readonly properties: readonly PropertyRow[];
}

export interface Draft {
  readonly name: string;
  /** The profile it was opened from or saved as. */
  readonly profileId: string | undefined;
  readonly url: string;
  readonly version: ProtocolVersion;
  readonly clientId: string;
  readonly mode: SignInMode;
  readonly userName: string;
  readonly password: string;
  /** MQTT 5. Empty: the password is sent as it is. */
  readonly scram: ScramMethod | '';
  /** Properties of an MQTT 5 CONNECT. Session expiry has its own field. */
  readonly properties: readonly PropertyRow[];
  readonly productKey: string;
  readonly deviceName: string;
  readonly deviceSecret: string;
  readonly regionId: string;
  readonly instanceId: string;
  readonly signMethod: SignMethod;
  readonly secureMode: 2 | 3;
  readonly how: HowToSignIn;
  /** URL of the HTTPS request. Empty: the default of the region. */
  readonly authUrl: string;
  readonly timestampMode: TimestampMode;
  readonly timestamp: string;
  readonly cleanStart: boolean;
  readonly goOnAfterMalformed: boolean;
  readonly readOnly: boolean;
  /** Empty: in none. */
  readonly folder: string;
  readonly colour: ProfileColour | undefined;
  readonly connectAtStart: boolean;
  /** Secrets are kept with the profile, encrypted. */
  readonly keepsSecrets: boolean;
  /** Seconds, as are all numbers here. */
  readonly keepAlive: string;
  readonly sessionExpiry: string;
  readonly will: WillDraft;
  /** See `subscriptionsOf` for those that are made: the untouched `#` depends on the other fields. */
  readonly subscriptions: readonly SubscriptionSetting[];
  /** Text in the field for another subscription. */
  readonly typedFilter?: FilterAndQoS | undefined;
  readonly payloads: PayloadRules;
  /** Same as in the settings: parsed on use. */
  readonly answers?: unknown;
  readonly charts: ChartSettings;
  /** Companion's settings for opening the connection. */
  readonly line?: LineSettings | undefined;
}

export function emptyDraft(clientId: string): Draft {
  return {
    name: '',
    profileId: undefined,
    url: '',
    version: 5,
    clientId,
    mode: 'password',
    userName: '',
    password: '',
    scram: '',
    properties: [],
    productKey: '',
    deviceName: '',
    deviceSecret: '',
    regionId: DEFAULT_REGION,
    instanceId: '',
    signMethod: 'hmacsha256',
    secureMode: 2,
    how: 'direct',
    authUrl: '',
    timestampMode: 'now',
    timestamp: '',
    cleanStart: true,
    goOnAfterMalformed: false,
    readOnly: false,
    folder: '',
    colour: undefined,
    connectAtStart: false,
    keepsSecrets: false,
    keepAlive: '60',
    sessionExpiry: '0',
    will: {
      on: false,
      topic: '',
      payload: '',
      hex: false,
      qos: 0,
      retain: false,
      delay: '0',
      contentType: '',
      properties: [],
    },
    subscriptions: [UNTOUCHED],
    payloads: NO_RULES,
    charts: NO_CHARTS,
  };
}

/** Fills the editor from a profile, or from the settings of a connection. */
export function draftOf(
  settings: ConnectionSettings,
  name: string,
  profileId: string | undefined,
): Draft {
  const { signIn, will } = settings;
  const base = emptyDraft(settings.clientId);
  return {
    ...base,
    name,
    profileId,
    url: isDeviceAddress(settings) ? '' : settings.url,
    version: settings.version,
    mode: signIn.kind,
    ...(signIn.kind === 'password'
      ? { userName: signIn.userName, password: signIn.password, scram: signIn.scram ?? '' }
      : {
          productKey: signIn.productKey,
          deviceName: signIn.deviceName,
          deviceSecret: signIn.deviceSecret,
          regionId: signIn.regionId,
          instanceId: signIn.instanceId,
          signMethod: signIn.signMethod,
          secureMode: signIn.secureMode,
          how: signIn.how,
          authUrl: signIn.authUrl,
          timestampMode: signIn.timestamp.kind,
          timestamp: signIn.timestamp.kind === 'fixed' ? signIn.timestamp.value : '',
        }),
    properties: rowsOf(settings.connectProperties ?? []),
    cleanStart: settings.cleanStart,
    goOnAfterMalformed: settings.goOnAfterMalformed ?? false,
    readOnly: settings.readOnly ?? false,
    keepAlive: String(settings.keepAlive),
    sessionExpiry: String(settings.sessionExpiry),
    will: will === undefined ? base.will : willDraftOf(will),
    subscriptions: settings.subscriptions,
    payloads: settings.payloads ?? NO_RULES,
    answers: settings.answers,
    charts: settings.charts ?? NO_CHARTS,
    line: settings.line,
  };
}

/** The whole profile. Its secrets, if stored, are added later. */
export function draftOfProfile(profile: Profile, keepsSecrets: boolean): Draft {
  const { id, name, settings, folder = '', colour, connectAtStart = false } = profile;
  return { ...draftOf(settings, name, id), folder, colour, connectAtStart, keepsSecrets };
}

/** True if the address is derived from product key, region and instance. */
function isDeviceAddress({ signIn, url }: ConnectionSettings): boolean {
  return signIn.kind === 'alibaba' && endpoint(signIn).wsUrl === url;
}

export function willDraftOf(will: NonNullable<ConnectionSettings['will']>): WillDraft {
  const text = bytesAsText(will.payload);
  let delay = '0';
  let contentType = '';
  for (const property of will.properties) {
    if (property.name === 'willDelayInterval') {
      delay = String(property.value);
    } else if (property.name === 'contentType') {
      contentType = property.value;
    }
  }
  const others = will.properties.filter(({ name }) => !OWN_WILL_FIELDS.has(name));
  return {
    on: true,
    topic: will.topic,
    payload: text.text,
    hex: text.hex,
    qos: will.qos,
    retain: will.retain,
    delay,
    contentType,
    properties: rowsOf(others),
  };
}

/** Converts a will's payload to text if that is lossless, otherwise to hex. */
function bytesAsText(bytes: Uint8Array): { readonly text: string; readonly hex: boolean } {
  const text = decodeUtf8(bytes);
  // An input of one line holds no control characters.
  return text === undefined || /[^ -~\u0080-\uffff]/.test(text)
    ? { text: hex.encode(bytes), hex: true }
    : { text, hex: false };
}
