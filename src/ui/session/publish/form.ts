/** The message as it stands in the publish pane, and the message that comes of it. */
import type { PublishRequest } from '../../../connection/protocol.ts';
import type { ProtocolVersion, QoS } from '../../../mqtt/packet.ts';
import { Part } from '../../../mqtt/part.ts';
import type { Property } from '../../../mqtt/properties.ts';
import { decodeUtf8, encodeUtf8, utf8Length } from '../../../mqtt/utf8.ts';
import type { WritableType } from '../../../payload/chains/writtenBy.ts';
import type { Typed, TypedFault } from '../../../payload/formats/format.ts';
import { SPARKPLUG } from '../../../payload/formats/names.ts';
import { ANY_BYTES, FIRST_TYPED, WRITTEN } from '../../../payload/formats/written.ts';
import { formatHex } from '../../../payload/hex.ts';
import { scanJson } from '../../../payload/jsonScan.ts';
import { textPlace } from '../../../payload/textPlace.ts';
import type { SoonTexts } from '../../../words/en/soon.ts';
import { soonTexts } from '../../kit/language/soonText.ts';
import { topicNameFault } from '../../kit/language/useTopicFault.ts';
import { fetchedWhenIdle, loadedLater } from '../../kit/loadedLater.ts';
import { schemaKind, stepIn } from './schemaFormat.ts';

/** Id of a payload format that can be written by hand. */
export type Format = string;

/** Of formats that are not written without one. */
const codecs = new Map(
  WRITTEN.flatMap(({ id, typed }) =>
    typed instanceof Part ? [[id, fetchedWhenIdle(() => typed.load())] as const] : [],
  ),
);

/** What is written by a schema, and what may be wrong with it. */
const BY_SCHEMA = loadedLater(async () => (await import('./bySchema.ts')).bySchema);

/** The types that can be written by the schema files of a connection, once what reads them is there. */
export function withTypes(
  connectionId: string,
  kind: string,
  run: (types: readonly WritableType[]) => void,
): void {
  BY_SCHEMA.with(({ choices }) => run(choices(connectionId, kind)));
}

/** How payloads of a format are written; of one that cannot be, their bytes. */
export function typedIn(format: Format): Typed {
  if (schemaKind(format) !== undefined) {
    return BY_SCHEMA.found?.typedFor(format) ?? ANY_BYTES.typed;
  }
  const typed = WRITTEN.find(({ id }) => id === format)?.typed;
  return (typed instanceof Part ? typed.found : typed) ?? ANY_BYTES.typed;
}

/** No form is in a format before its codec is there. */
export function withFormat(format: Format, run: () => void): void {
  const codec = codecs.get(format);
  if (schemaKind(format) !== undefined) BY_SCHEMA.with(run);
  else if (codec === undefined) run();
  // Its faults are those of a schema.
  else if (format === SPARKPLUG.id) BY_SCHEMA.with(() => codec.with(run));
  else codec.with(run);
}

export interface UserProperty {
  /** Tells equal pairs apart while they are edited. */
  readonly id: number;
  readonly name: string;
  readonly value: string;
  /** It was added by hand, and nothing was written into it: it is none yet, unless one that was comes after. */
  readonly isBlank?: boolean;
}

/** A payload that is no text in a box: a file's, or text that is too long for one. */
export interface LargePayload {
  /** Of the file; empty: it was pasted or loaded. */
  readonly name: string;
  /** A file is read when it is sent. */
  readonly content: Uint8Array | Blob;
}

export const sizeOf = (content: Uint8Array | Blob): number =>
  content instanceof Blob ? content.size : content.length;

/** Bytes above which a payload is not shown as text: a box of such length stops the page. */
export const LARGE = 256 << 10;

export interface PublishForm {
  readonly topic: string;
  readonly payload: string;
  /** In place of `payload`. */
  readonly large: LargePayload | undefined;
  readonly format: Format;
  readonly qos: QoS;
  readonly retain: boolean;
  readonly contentType: string;
  readonly responseTopic: string;
  readonly correlationData: string;
  readonly expiry: string;
  /** A number that may stand for the topic from then on, and in its place. */
  readonly topicAlias: string;
  readonly isText: boolean;
  readonly userProperties: readonly UserProperty[];
  /** The payload was loaded as hex because text could not hold it. */
  readonly loadedAsHex: boolean;
  /** Its `{{…}}` are filled in; only where somebody chose so. */
  readonly templates: boolean;
}

export const EMPTY_FORM: PublishForm = {
  topic: '',
  payload: '',
  large: undefined,
  format: FIRST_TYPED.id,
  qos: 0,
  retain: false,
  contentType: '',
  responseTopic: '',
  correlationData: '',
  expiry: '',
  topicAlias: '',
  isText: false,
  userProperties: [],
  loadedAsHex: false,
  templates: false,
};

/** Whether anything in it may be a template; other languages have `{{`, too. */
export function hasBraces({ topic, payload, format, large }: PublishForm): boolean {
  const isTyped = large === undefined && typedIn(format).of === 'text';
  return isTyped && (payload.includes('{{') || topic.includes('{{'));
}

export function isTemplate(form: PublishForm): boolean {
  return form.templates && hasBraces(form);
}

type Words = SoonTexts['publish']['faults'];
export type Message = Omit<PublishRequest, 'id'>;

export interface FormFaults {
  readonly topic?: string;
  readonly payload?: string;
  readonly responseTopic?: string;
  readonly correlationData?: string;
  readonly expiry?: string;
  readonly topicAlias?: string;
  readonly isText?: string;
  readonly contentType?: string;
}

export type PayloadResult =
  | { readonly bytes: Uint8Array; readonly fault?: never }
  | { readonly bytes?: never; readonly fault: string };

/** Of the payload, where it is none of a template; 0 while it has a fault. */
export function payloadSize({ large, payload, format }: PublishForm): number {
  if (large !== undefined) return sizeOf(large.content);
  const result = typedIn(format).parse(payload);
  return result.ok ? result.bytes.length : 0;
}

const NO_BYTES = new Uint8Array();

function bytesOf({ large, payload, format }: PublishForm, words: Words): PayloadResult {
  if (large === undefined) return payloadOf(payload, format, words);
  return { bytes: large.content instanceof Blob ? NO_BYTES : large.content };
}

export function payloadOf(text: string, format: Format, words: Words): PayloadResult {
  const result = typedIn(format).parse(text);
  return result.ok ? { bytes: result.bytes } : { fault: faultWords(result.fault, words) };
}

export function faultWords(fault: TypedFault, words: Words): string {
  if (fault.kind === 'surrogate') return words.surrogate;
  const { line, column } = fault;
  switch (fault.kind) {
    case 'notation':
      return words.bytes(line, column, soonTexts().typed.bytesFault(fault.why));
    case 'json':
      return words.notJson(line, column, soonTexts().typed.jsonFault(fault.why));
    case 'number':
      return words.number(line, column);
    case 'text':
      return words.surrogateAt(line, column);
    case 'misfit':
      return words.bytes(line, column, BY_SCHEMA.found?.words(fault.why) ?? '');
  }
}

/** What is wrong with a JSON text; it can be sent nevertheless, byte for byte. */
export function jsonFault(bytes: Uint8Array, words: Pick<Words, 'json'>): string | undefined {
  const scan = scanJson(bytes);
  if (scan.ok) {
    return undefined;
  }
  const { line, column } = textPlace(bytes, scan.offset);
  return words.json(line, column, soonTexts().typed.jsonFault({ key: scan.key, args: {} }));
}

/** A payload as the form has it. */
export function withBytes(
  bytes: Uint8Array,
  format: Format,
  name = '',
): Pick<PublishForm, 'payload' | 'format' | 'loadedAsHex' | 'large'> {
  return bytes.length > LARGE
    ? { payload: '', format, loadedAsHex: false, large: { name, content: bytes } }
    : { ...inFormat(bytes, format), large: undefined };
}

/** The same bytes in another notation where that can hold them exactly, else in hex. */
export function inFormat(
  bytes: Uint8Array,
  format: Format,
): { readonly payload: string; readonly format: Format; readonly loadedAsHex: boolean } {
  const text = typedIn(format).print(bytes);
  return text === undefined
    ? { payload: formatHex(bytes), format: ANY_BYTES.id, loadedAsHex: format !== ANY_BYTES.id }
    : { payload: text, format, loadedAsHex: false };
}

/** The form in another format: what is text stays as it is typed, all else stays the same bytes. */
export function formIn(form: PublishForm, format: Format, words: Words): Partial<PublishForm> {
  if (form.large !== undefined) return { format };
  if (typedIn(form.format).of === 'text' && typedIn(format).of === 'text') return { format };
  const { bytes } = payloadOf(form.payload, form.format, words);
  // Text that is no valid hex (or Base64, or JSON) yet is left for the person to mend.
  return bytes === undefined ? { format } : inFormat(bytes, format);
}

export type FormResult =
  | { readonly message: Message; readonly faults?: never }
  | { readonly message?: never; readonly faults: FormFaults };

export function messageOf(form: PublishForm, version: ProtocolVersion, words: Words): FormResult {
  const faults: { -readonly [F in keyof FormFaults]: FormFaults[F] } = {};
  const isFilledIn = isTemplate(form);
  const topic = topicNameFault(
    isFilledIn ? form.topic.replaceAll(/\{\{.*?\}\}/g, '0') : form.topic,
  );
  const isBehindAlias = version === 5 && form.topic === '' && form.topicAlias !== '';
  if (topic !== undefined && !isBehindAlias) {
    faults.topic = topic;
  }
  const payload: PayloadResult = isFilledIn
    ? { bytes: encodeUtf8(form.payload) }
    : bytesOf(form, words);
  if (payload.fault !== undefined) {
    faults.payload = payload.fault;
  }
  const bytes = payload.bytes ?? NO_BYTES;
  const file = form.large?.content instanceof Blob ? form.large.content : undefined;
  const properties = version === 5 ? propertiesOf(form, file ?? bytes, words, faults) : [];
  if (Object.keys(faults).length > 0) {
    return { faults };
  }
  const { qos, retain } = form;
  const message = {
    topic: form.topic,
    payload: bytes,
    ...(file && { file }),
    qos,
    retain,
    properties,
  };
  if (!isFilledIn) return { message };
  const { step: format } = stepIn(form.format);
  const template = { topic: form.topic, payload: form.payload, format };
  return { message: { ...message, template } };
}

/** By payload that does not change: it may be large, and is asked for whenever the form is drawn. */
export const knownTexts = new WeakMap<Uint8Array | Blob, boolean>();

/** Of a file it is not known before it was read (`readAsText.ts`). */
function isText(payload: Uint8Array | Blob): boolean {
  const known = knownTexts.get(payload);
  if (known !== undefined || payload instanceof Blob) return known ?? true;
  const found = decodeUtf8(payload) !== undefined;
  knownTexts.set(payload, found);
  return found;
}

function propertiesOf(
  form: PublishForm,
  payload: Uint8Array | Blob,
  words: Words,
  faults: { -readonly [F in keyof FormFaults]: FormFaults[F] },
): readonly Property[] {
  const properties: Property[] = [];
  if (form.isText) {
    if (!isText(payload)) {
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
  if (form.topicAlias !== '') {
    const alias = /^\d{1,5}$/.test(form.topicAlias) ? Number(form.topicAlias) : 0;
    if (alias >= 1 && alias <= 65_535) properties.push({ name: 'topicAlias', value: alias });
    else faults.topicAlias = words.topicAlias;
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
    const data = payloadOf(form.correlationData, ANY_BYTES.id, words);
    if (data.fault !== undefined) {
      faults.correlationData = data.fault;
    } else if (data.bytes.length > 65_535) {
      faults.correlationData = words.tooLong;
    } else {
      properties.push({ name: 'correlationData', value: data.bytes });
    }
  }
  for (const { name, value } of writtenIn(form)) {
    properties.push({ name: 'userProperty', value: [name, value] });
  }
  return properties;
}

function writtenIn({ userProperties }: PublishForm): readonly UserProperty[] {
  return userProperties.slice(
    0,
    1 + userProperties.findLastIndex(({ isBlank }) => isBlank !== true),
  );
}

let lastUserProperty = 0;

function userProperty(name: string, value: string): UserProperty {
  lastUserProperty += 1;
  return { id: lastUserProperty, name, value };
}

export function blankUserProperty(): UserProperty {
  return { ...userProperty('', ''), isBlank: true };
}

/** The form that would send this message again; `format` is kept where it can hold the payload. */
export function formOf(message: Message, format: Format): PublishForm {
  const { template } = message;
  const form = {
    ...EMPTY_FORM,
    topic: message.topic,
    qos: message.qos,
    retain: message.retain,
    ...(template === undefined ? withContent(message, format) : { ...template, templates: true }),
  };
  return message.properties.reduce(withProperty, form);
}

function withContent({ file, payload }: Message, format: Format) {
  if (file === undefined) return withBytes(payload, format);
  const large = { name: file instanceof File ? file.name : '', content: file };
  return { payload: '', format, loadedAsHex: false, large };
}

function withProperty(form: PublishForm, property: Property): PublishForm {
  const { name, value } = property;
  if (name === 'payloadFormatIndicator') {
    return { ...form, isText: value === 1 };
  }
  if (name === 'messageExpiryInterval') {
    return { ...form, expiry: String(value) };
  }
  if (name === 'topicAlias') {
    return { ...form, topicAlias: String(value) };
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
    return { ...form, userProperties: [...form.userProperties, userProperty(...value)] };
  }
  // No other property belongs to a PUBLISH that a client composes by hand.
  return form;
}

export function propertyCount(form: PublishForm): number {
  const single = [
    form.isText,
    form.expiry !== '',
    form.topicAlias !== '',
    form.contentType !== '',
    form.responseTopic !== '',
    form.correlationData !== '',
  ];
  return single.filter(Boolean).length + writtenIn(form).length;
}
