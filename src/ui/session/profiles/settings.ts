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
import { topicFilterFault, topicNameFault } from '../../kit/language/useTopicFault.ts';
import type { Draft, WillDraft } from './draft.ts';
import { subscriptionsOf } from './typedFilter.ts';

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
  | { readonly settings: ConnectionSettings; readonly faults?: never }
  | { readonly settings?: never; readonly faults: Faults };

type Words = FirstTexts['draftFaults'];

/** The address of a draft: as typed, or the device's own in Alibaba mode. */
export function urlOf(draft: Draft, page: PageOrigin): { url?: string; fault?: string } {
  if (draft.mode === 'alibaba' && draft.url.trim() === '') {
    return draft.productKey.trim() === '' && draft.instanceId.trim() === ''
      ? {}
      : { url: endpoint(placeOf(draft)).wsUrl };
  }
  if (draft.url.includes(LEFT_OUT)) return { fault: firstTexts().draftFaults.leftOut };
  const parsed = parseAddress(draft.url, page);
  if (parsed.url !== undefined) {
    return { url: parsed.url };
  }
  const [first] = parsed.notes.filter((note) => note.severity === 'error');
  return first === undefined ? {} : { fault: firstTexts().typed.addressNote(first) };
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
  const words = firstTexts().draftFaults;
  const draft = withSignInOfAddress(typed, page);
  const faults: Partial<Record<DraftField, string>> = {};
  const { url, fault } = urlOf(draft, page);
  if (url === undefined) {
    faults.url = fault ?? words.noUrl;
  }
  const line = filledIn(draft.line ?? {});
  const keepAlive = wholeNumber(draft.keepAlive, 65_535);
  if (keepAlive === undefined) {
    faults.keepAlive = words.number(65_535);
  }
  const sessionExpiry = draft.version === 5 ? wholeNumber(draft.sessionExpiry, 0xffff_ffff) : 0;
  if (sessionExpiry === undefined) {
    faults.sessionExpiry = words.number(0xffff_ffff);
  }
  if (draft.clientId === '' && draft.mode === 'alibaba') {
    faults.clientId = words.clientIdNeeded;
  } else if (draft.clientId === '' && draft.version < 5 && !draft.cleanStart) {
    faults.clientId = words.clientIdForSession;
  } else if (draft.clientId === '' && draft.version === 3) {
    faults.clientId = words.clientIdNeeded;
  } else if (utf8Length(draft.clientId) > 65_535) {
    faults.clientId = words.tooLong;
  }
  const subscriptions = subscriptionsOf(draft);
  for (const { filter } of subscriptions) {
    const wrong = topicFilterFault(filter, draft.version);
    if (wrong === undefined) continue;
    // The field itself says what is wrong.
    if (filter === draft.typedFilter?.filter) faults.typedFilter = wrong;
    else faults.subscriptions = words.filter(filter, wrong);
  }
  const signIn =
    draft.mode === 'alibaba'
      ? alibabaOf(draft, page, words, faults)
      : passwordOf(draft, words, faults);
  const connect = draft.version === 5 ? readRows(draft.properties) : NO_ROWS;
  // The rows themselves say what is wrong with them.
  if (connect.faults.size > 0) faults.properties = words.needed;
  const will = draft.will.on ? willOf(draft.will, draft.version === 5, words, faults) : undefined;
  if (
    Object.keys(faults).length > 0 ||
    url === undefined ||
    keepAlive === undefined ||
    sessionExpiry === undefined
  ) {
    return { faults };
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

/** A user name that still stands in the address counts as if it stood in its field. */
function withSignInOfAddress(draft: Draft, page: PageOrigin): Draft {
  const { userName, password } = parseAddress(draft.url, page).settings;
  return userName === undefined || draft.mode !== 'password'
    ? draft
    : { ...draft, userName, password: password ?? draft.password };
}

function passwordOf(
  draft: Draft,
  words: Words,
  faults: Partial<Record<DraftField, string>>,
): PasswordSignIn {
  if (draft.userName === '' && draft.password !== '' && draft.version < 5) {
    // MQTT-3.1.2-22: without a user name there is no password before MQTT 5.
    faults.userName = words.userNameForPassword;
  }
  const plain = { kind: 'password', userName: draft.userName, password: draft.password } as const;
  if (draft.scram === '' || draft.version !== 5) return plain;
  if (draft.userName === '') faults.userName = words.needed;
  return { ...plain, scram: draft.scram };
}

function alibabaOf(
  draft: Draft,
  page: PageOrigin,
  words: Words,
  faults: Partial<Record<DraftField, string>>,
): AlibabaSignIn {
  for (const field of ['productKey', 'deviceName', 'deviceSecret'] as const) {
    // The platform decides about everything else. Doubts are shown as warnings.
    if (draft[field] === '') faults[field] = words.needed;
  }
  if (draft.timestampMode === 'fixed' && draft.timestamp === '') {
    faults.timestamp = words.timestamp;
  }
  const authUrl = draft.authUrl.trim();
  const isOfTab = meansTab(authUrl) && isTabAddress(draft.url.trim());
  if (draft.how === 'https' && authUrl !== '' && !isOfTab) {
    const origin = `${page.secure ? 'https' : 'http'}://${page.host}`;
    const isAddress = URL.canParse(authUrl, origin);
    const { protocol } = isAddress ? new URL(authUrl, origin) : { protocol: '' };
    if (!/^https?:$/.test(protocol)) faults.authUrl = words.authUrl;
    if (authUrl.includes(LEFT_OUT)) faults.authUrl = words.leftOut;
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
  faults: Partial<Record<DraftField, string>>,
): WillSetting {
  const topic = topicNameFault(will.topic);
  if (topic !== undefined) {
    faults.willTopic = topic;
  }
  const payload = will.hex ? hexBytes(will.payload) : encodeUtf8(will.payload);
  if (payload === undefined) {
    faults.willPayload = words.hex;
  } else if (payload.length > 65_535) {
    faults.willPayload = words.tooLong;
  }
  const delay = wholeNumber(will.delay, 0xffff_ffff);
  const properties: Property[] = [];
  if (hasProperties) {
    if (delay === undefined) {
      faults.willDelay = words.number(0xffff_ffff);
    } else if (delay > 0) {
      properties.push({ name: 'willDelayInterval', value: delay });
    }
    if (will.contentType !== '') {
      properties.push({ name: 'contentType', value: will.contentType });
    }
    const others = readRows(will.properties);
    if (others.faults.size > 0) faults.willProperties = words.needed;
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
