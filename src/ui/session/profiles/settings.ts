/** Converts the editor's text into settings, or into errors by field. */
import { endpoint } from '../../../alibaba/endpoint.ts';
import { parseHex } from '../../../base/hex.ts';
import { encodeUtf8, utf8Length } from '../../../base/utf8.ts';
import type { FirstTexts } from '../../../i18n/en/first.ts';
import type { Property } from '../../../mqtt/tables/properties.ts';
import { parseAddress } from '../../../profiles/addresses/address.ts';
import type { PageOrigin } from '../../../profiles/addresses/host.ts';
import { hasCharts } from '../../../profiles/settings/chartSettings.ts';
import { filledIn } from '../../../profiles/settings/lineSettings.ts';
import { lacksToken } from '../../../profiles/settings/profileSecrets.ts';
import { readRows } from '../../../profiles/settings/propertyRows.ts';
import type {
  AlibabaSignIn,
  ConnectionSettings,
  PasswordSignIn,
  WillSetting,
} from '../../../profiles/settings/settings.ts';
import { isTabAddress, meansTab } from '../../../profiles/settings/tabAddress.ts';
import { LEFT_OUT } from '../../../profiles/settings/urlWithoutSecrets.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import { topicNameErrorText } from '../../kit/language/topicErrorText.ts';
import type { Draft, WillDraft } from './draft.ts';
import { filterErrors, subscriptionsOf } from './typedFilter.ts';

type DraftField =
  | 'url'
  | 'clientId'
  | 'userName'
  | 'password'
  | 'productKey'
  | 'deviceName'
  | 'deviceSecret'
  | 'instanceId'
  | 'timestamp'
  | 'authUrl'
  | 'keepAlive'
  | 'sessionExpiry'
  | 'subscriptions'
  | 'typedFilter'
  | 'willTopic'
  | 'willPayload'
  | 'willDelay'
  | 'willProperties'
  | 'properties';

export type Faults = Readonly<Partial<Record<DraftField, string>>>;

export type DraftResult =
  | { readonly settings: ConnectionSettings; readonly errors?: never }
  | { readonly settings?: never; readonly errors: Faults };

type Words = FirstTexts['draftErrors'];

/** The address of a draft: as typed, or the device's own in Alibaba mode. */
export function urlOf(draft: Draft, page: PageOrigin): { url?: string; error?: string } {
  if (draft.mode === 'alibaba' && draft.url.trim() === '') {
    return draft.productKey.trim() === '' && draft.instanceId.trim() === ''
      ? {}
      : { url: endpoint(placeOf(draft)).wsUrl };
  }
  if (draft.url.includes(LEFT_OUT)) return { error: firstTexts().draftErrors.leftOut };
  const parsed = parseAddress(draft.url, page);
  if (parsed.url !== undefined) {
    return { url: parsed.url };
  }
  const [first] = parsed.notes.filter((note) => note.severity === 'error');
  return first === undefined ? {} : { error: firstTexts().typed.addressNote(first) };
}

export function placeOf(draft: Draft) {
  return {
    productKey: draft.productKey.trim(),
    regionId: draft.regionId,
    instanceId: draft.instanceId.trim(),
    secureMode: draft.secureMode,
  };
}

export function settingsOf(typed: Draft, page: PageOrigin): DraftResult {
  const words = firstTexts().draftErrors;
  const draft = withSignInOfAddress(typed, page);
  const errors: Partial<Record<DraftField, string>> = {};
  const { url, error } = urlOf(draft, page);
  if (url === undefined) {
    errors.url = error ?? words.noUrl;
  }
  const line = filledIn(draft.line ?? {});
  const keepAlive = wholeNumber(draft.keepAlive, 65_535);
  if (keepAlive === undefined) {
    errors.keepAlive = words.number(65_535);
  }
  const sessionExpiry = draft.version === 5 ? wholeNumber(draft.sessionExpiry, 0xffff_ffff) : 0;
  if (sessionExpiry === undefined) {
    errors.sessionExpiry = words.number(0xffff_ffff);
  }
  if (draft.clientId === '' && draft.mode === 'alibaba') {
    errors.clientId = words.clientIdNeeded;
  } else if (draft.clientId === '' && draft.version < 5 && !draft.cleanStart) {
    errors.clientId = words.clientIdForSession;
  } else if (draft.clientId === '' && draft.version === 3) {
    errors.clientId = words.clientIdNeeded;
  } else if (utf8Length(draft.clientId) > 65_535) {
    errors.clientId = words.tooLong;
  }
  const subscriptions = subscriptionsOf(draft, page);
  const wrong = filterErrors(subscriptions, draft.version);
  const { filter: typedFilter = '' } = draft.typedFilter ?? {};
  const ofTyped = wrong.get(typedFilter);
  wrong.delete(typedFilter);
  // The field itself shows the error.
  if (ofTyped !== undefined) errors.typedFilter = ofTyped;
  const [first] = wrong;
  if (first !== undefined) errors.subscriptions = words.filter(...first);
  const signIn =
    draft.mode === 'alibaba'
      ? alibabaOf(draft, page, words, errors)
      : passwordOf(draft, words, errors);
  const connect = draft.version === 5 ? readRows(draft.properties) : NO_ROWS;
  // The rows themselves show their errors.
  if (connect.errors.size > 0) errors.properties = words.needed;
  const will = draft.will.on ? willOf(draft.will, draft.version === 5, words, errors) : undefined;
  if (
    Object.keys(errors).length > 0 ||
    url === undefined ||
    keepAlive === undefined ||
    sessionExpiry === undefined
  ) {
    return { errors };
  }
  return {
    settings: {
      url,
      ...(line === undefined ? {} : { line }),
      version: draft.version,
      clientId: draft.clientId,
      signIn,
      cleanStart: draft.cleanStart,
      ...(draft.goOnAfterMalformed ? { goOnAfterMalformed: true } : {}),
      ...(draft.readOnly ? { readOnly: true } : {}),
      keepAlive,
      sessionExpiry,
      will,
      ...(connect.properties.length > 0 ? { connectProperties: connect.properties } : {}),
      subscriptions,
      ...(hasRules(draft) ? { payloads: draft.payloads } : {}),
      ...(draft.answers === undefined ? {} : { answers: draft.answers }),
      ...(hasCharts(draft.charts) ? { charts: draft.charts } : {}),
    },
  };
}

const NO_ROWS = readRows([]);

const hasRules = ({ payloads: { chains, files } }: Draft): boolean =>
  chains.length + files.length > 0;

/** A user name in the address counts as if it were in its field. */
function withSignInOfAddress(draft: Draft, page: PageOrigin): Draft {
  const { userName, password } = parseAddress(draft.url, page).settings;
  return userName === undefined || draft.mode !== 'password'
    ? draft
    : { ...draft, userName, password: password ?? draft.password };
}

function passwordOf(
  draft: Draft,
  words: Words,
  errors: Partial<Record<DraftField, string>>,
): PasswordSignIn {
  if (draft.userName === '' && draft.password !== '' && draft.version < 5) {
    // MQTT-3.1.2-22: without a user name there is no password before MQTT 5.
    errors.userName = words.userNameForPassword;
  }
  if (lacksToken(draft.userName)) errors.userName = words.leftOut;
  const plain = { kind: 'password', userName: draft.userName, password: draft.password } as const;
  if (draft.scram === '' || draft.version !== 5) return plain;
  if (draft.userName === '') errors.userName = words.needed;
  return { ...plain, scram: draft.scram };
}

function alibabaOf(
  draft: Draft,
  page: PageOrigin,
  words: Words,
  errors: Partial<Record<DraftField, string>>,
): AlibabaSignIn {
  for (const field of ['productKey', 'deviceName', 'deviceSecret'] as const) {
    // The platform decides about everything else. Doubts are shown as warnings.
    if (draft[field] === '') errors[field] = words.needed;
  }
  if (draft.timestampMode === 'fixed' && draft.timestamp === '') {
    errors.timestamp = words.timestamp;
  }
  const authUrl = draft.authUrl.trim();
  const isOfTab = meansTab(authUrl) && isTabAddress(draft.url.trim());
  if (draft.how === 'https' && authUrl !== '' && !isOfTab) {
    const origin = `${page.secure ? 'https' : 'http'}://${page.host}`;
    const isAddress = URL.canParse(authUrl, origin);
    const { protocol } = isAddress ? new URL(authUrl, origin) : { protocol: '' };
    if (!/^https?:$/.test(protocol)) errors.authUrl = words.authUrl;
    if (authUrl.includes(LEFT_OUT)) errors.authUrl = words.leftOut;
  }
  return {
    kind: 'alibaba',
    how: draft.how,
    authUrl,
    productKey: draft.productKey,
    deviceName: draft.deviceName,
    deviceSecret: draft.deviceSecret,
    regionId: draft.regionId,
    instanceId: draft.instanceId.trim(),
    signMethod: draft.signMethod,
    secureMode: draft.secureMode,
    timestamp:
      draft.timestampMode === 'fixed'
        ? { kind: 'fixed', value: draft.timestamp }
        : { kind: draft.timestampMode },
  };
}

function willOf(
  will: WillDraft,
  hasProperties: boolean,
  words: Words,
  errors: Partial<Record<DraftField, string>>,
): WillSetting {
  const topic = topicNameErrorText(will.topic);
  if (topic !== undefined) {
    errors.willTopic = topic;
  }
  const payload = will.hex ? hexBytes(will.payload) : encodeUtf8(will.payload);
  if (payload === undefined) {
    errors.willPayload = words.hex;
  } else if (payload.length > 65_535) {
    errors.willPayload = words.tooLong;
  }
  const delay = wholeNumber(will.delay, 0xffff_ffff);
  const properties: Property[] = [];
  if (hasProperties) {
    if (delay === undefined) {
      errors.willDelay = words.number(0xffff_ffff);
    } else if (delay > 0) {
      properties.push({ name: 'willDelayInterval', value: delay });
    }
    if (will.contentType !== '') {
      properties.push({ name: 'contentType', value: will.contentType });
    }
    const others = readRows(will.properties);
    if (others.errors.size > 0) errors.willProperties = words.needed;
    properties.push(...others.properties);
  }
  return {
    topic: will.topic,
    payload: payload ?? new Uint8Array(),
    qos: will.qos,
    retain: will.retain,
    properties,
  };
}

/** Number from 0 to `max`. Undefined for any other text. */
export function wholeNumber(text: string, max: number): number | undefined {
  const trimmed = text.trim();
  return /^\d{1,10}$/.test(trimmed) && Number(trimmed) <= max ? Number(trimmed) : undefined;
}

/** In every form that a payload may be typed in, too. */
function hexBytes(text: string): Uint8Array | undefined {
  const read = parseHex(text);
  return read.ok ? read.bytes : undefined;
}
