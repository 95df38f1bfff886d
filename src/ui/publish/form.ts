/** The message as it stands in the publish pane, and the message that comes of it. */
import type { PublishRequest } from '../../connection/protocol.ts';
import type { ProtocolVersion, QoS } from '../../mqtt/packet.ts';
import type { Property } from '../../mqtt/properties.ts';
import { decodeUtf8, encodeUtf8, hasLoneSurrogate, utf8Length } from '../../mqtt/utf8.ts';
import { formatBase64, parseBase64 } from '../../payload/base64.ts';
import { BYTES_FAULTS, formatHex, parseHex } from '../../payload/hex.ts';
import { JSON_FAULTS, scanJson } from '../../payload/jsonScan.ts';
import { asText } from '../../payload/text.ts';
import { textPlace } from '../../payload/textPlace.ts';
import type { Texts } from '../text/en.ts';
import { topicNameFault } from '../text/topicFaults.ts';
import { texts } from '../text/useText.ts';

export const FORMATS = ['json', 'text', 'hex', 'base64'] as const;
export type Format = (typeof FORMATS)[number];

export interface UserProperty {
  /** Tells equal pairs apart while they are edited. */
  readonly id: number;
  readonly name: string;
  readonly value: string;
}

export interface PublishForm {
  readonly topic: string;
  readonly payload: string;
  readonly format: Format;
  readonly qos: QoS;
  readonly retain: boolean;
  readonly contentType: string;
  readonly responseTopic: string;
  readonly correlationData: string;
  readonly expiry: string;
  readonly isText: boolean;
  readonly userProperties: readonly UserProperty[];
  /** The payload was loaded as hex because text could not hold it. */
  readonly loadedAsHex: boolean;
}

export const EMPTY_FORM: PublishForm = {
  topic: '',
  payload: '',
  format: 'text',
  qos: 0,
  retain: false,
  contentType: '',
  responseTopic: '',
  correlationData: '',
  expiry: '',
  isText: false,
  userProperties: [],
  loadedAsHex: false,
};

type Words = Texts['publish']['faults'];
export type Message = Omit<PublishRequest, 'id'>;

export interface FormFaults {
  readonly topic?: string;
  readonly payload?: string;
  readonly responseTopic?: string;
  readonly correlationData?: string;
  readonly expiry?: string;
  readonly isText?: string;
  readonly contentType?: string;
}

export type PayloadResult =
  | { readonly bytes: Uint8Array; readonly fault?: never }
  | { readonly bytes?: never; readonly fault: string };

export function payloadOf(text: string, format: Format, words: Words): PayloadResult {
  if (format === 'hex' || format === 'base64') {
    const result = format === 'hex' ? parseHex(text) : parseBase64(text);
    if (result.ok) {
      return { bytes: result.bytes };
    }
    const reason = BYTES_FAULTS[result.key].replace('{found}', result.found);
    return { fault: words.bytes(result.line, result.column, texts().told.sentence(reason)) };
  }
  return hasLoneSurrogate(text) ? { fault: words.surrogate } : { bytes: encodeUtf8(text) };
}

/** What is wrong with a JSON text; it can be sent nevertheless, byte for byte. */
export function jsonFault(bytes: Uint8Array, words: Pick<Words, 'json'>): string | undefined {
  const scan = scanJson(bytes);
  if (scan.ok) {
    return undefined;
  }
  const { line, column } = textPlace(bytes, scan.offset);
  return words.json(line, column, texts().told.sentence(JSON_FAULTS[scan.key]));
}

/** The same bytes in another notation; text where it can hold them exactly, else hex. */
export function inFormat(
  bytes: Uint8Array,
  format: Format,
): { readonly payload: string; readonly format: Format; readonly loadedAsHex: boolean } {
  if (format === 'base64') {
    return { payload: formatBase64(bytes), format, loadedAsHex: false };
  }
  const text = format === 'hex' ? undefined : asText(bytes);
  return text === undefined
    ? { payload: formatHex(bytes), format: 'hex', loadedAsHex: format !== 'hex' }
    : { payload: text, format, loadedAsHex: false };
}

export type FormResult =
  | { readonly message: Message; readonly faults?: never }
  | { readonly message?: never; readonly faults: FormFaults };

export function messageOf(form: PublishForm, version: ProtocolVersion, words: Words): FormResult {
  const faults: { -readonly [F in keyof FormFaults]: FormFaults[F] } = {};
  const topic = topicNameFault(form.topic);
  if (topic !== undefined) {
    faults.topic = topic;
  }
  const payload = payloadOf(form.payload, form.format, words);
  if (payload.fault !== undefined) {
    faults.payload = payload.fault;
  }
  const bytes = payload.bytes ?? new Uint8Array();
  const properties = version === 5 ? propertiesOf(form, bytes, words, faults) : [];
  if (Object.keys(faults).length > 0) {
    return { faults };
  }
  const { qos, retain } = form;
  return { message: { topic: form.topic, payload: bytes, qos, retain, properties } };
}

function propertiesOf(
  form: PublishForm,
  payload: Uint8Array,
  words: Words,
  faults: { -readonly [F in keyof FormFaults]: FormFaults[F] },
): readonly Property[] {
  const properties: Property[] = [];
  if (form.isText) {
    if (decodeUtf8(payload) === undefined) {
      faults.isText = words.notText;
    }
    properties.push({ name: 'payloadFormatIndicator', value: 1 });
  }
  if (form.expiry !== '') {
    const seconds = /^\d{1,10}$/.test(form.expiry) ? Number(form.expiry) : Number.NaN;
    if (seconds <= 0xffff_ffff) {
      properties.push({ name: 'messageExpiryInterval', value: seconds });
    } else {
      faults.expiry = words.expiry;
    }
  }
  if (form.contentType !== '') {
    if (utf8Length(form.contentType) > 65_535) {
      faults.contentType = words.tooLong;
    }
    properties.push({ name: 'contentType', value: form.contentType });
  }
  if (form.responseTopic !== '') {
    const fault = topicNameFault(form.responseTopic);
    if (fault !== undefined) {
      faults.responseTopic = fault;
    }
    properties.push({ name: 'responseTopic', value: form.responseTopic });
  }
  if (form.correlationData !== '') {
    const data = payloadOf(form.correlationData, 'hex', words);
    if (data.fault !== undefined) {
      faults.correlationData = data.fault;
    } else if (data.bytes.length > 65_535) {
      faults.correlationData = words.tooLong;
    } else {
      properties.push({ name: 'correlationData', value: data.bytes });
    }
  }
  for (const { name, value } of form.userProperties) {
    properties.push({ name: 'userProperty', value: [name, value] });
  }
  return properties;
}

let lastUserProperty = 0;

export function newUserProperty(name = '', value = ''): UserProperty {
  lastUserProperty += 1;
  return { id: lastUserProperty, name, value };
}

/** The form that would send this message again; `format` is kept where it can hold the payload. */
export function formOf(message: Message, format: Format): PublishForm {
  const form = {
    ...EMPTY_FORM,
    topic: message.topic,
    qos: message.qos,
    retain: message.retain,
    ...inFormat(message.payload, format),
  };
  return message.properties.reduce(withProperty, form);
}

function withProperty(form: PublishForm, property: Property): PublishForm {
  const { name, value } = property;
  if (name === 'payloadFormatIndicator') {
    return { ...form, isText: value === 1 };
  }
  if (name === 'messageExpiryInterval') {
    return { ...form, expiry: String(value) };
  }
  if (name === 'contentType') {
    return { ...form, contentType: value };
  }
  if (name === 'responseTopic') {
    return { ...form, responseTopic: value };
  }
  if (name === 'correlationData') {
    return { ...form, correlationData: formatHex(value) };
  }
  if (name === 'userProperty') {
    return { ...form, userProperties: [...form.userProperties, newUserProperty(...value)] };
  }
  // No other property belongs to a PUBLISH that a client composes by hand.
  return form;
}

export function propertyCount(form: PublishForm): number {
  const single = [
    form.isText,
    form.expiry !== '',
    form.contentType !== '',
    form.responseTopic !== '',
    form.correlationData !== '',
  ];
  return single.filter(Boolean).length + form.userProperties.length;
}
