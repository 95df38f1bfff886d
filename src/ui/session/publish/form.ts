/** The message in the publish pane, and the resulting message. */

import { encodeUtf8 } from '../../../base/utf8.ts';
import type { PublishRequest } from '../../../connection/protocol/protocol.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { FIRST_TYPED } from '../../../payload/formats/written.ts';
import { EXAMPLES } from '../../../payload/templates/names.ts';
import { fitsArea } from '../../kit/controls/fieldLimits.ts';
import { topicNameErrorText } from '../../kit/language/topicErrorText.ts';
import { propertiesOf, withProperty } from './formProperties.ts';
import type { FormErrors, PublishForm } from './publishForm.ts';
import { stepIn } from './schemaFormat.ts';
import {
  type Format,
  inFormat,
  type PayloadResult,
  parsedIn,
  payloadOf,
  typedIn,
  type Words,
} from './typedPayload.ts';

export const sizeOf = (content: Uint8Array | Blob): number =>
  content instanceof Blob ? content.size : content.length;

/** Bytes above which a payload is not shown as text, because a text box of that length freezes the page. */
export const LARGE = 256 << 10;

/** True if a text box with this text would freeze the page. */
export const isTooLarge = (text: string): boolean => text.length > LARGE || !fitsArea(text);

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

/** True if any part may be a template. Other languages use `{{`, too. */
export function hasBraces({ topic, payload, format, large }: PublishForm): boolean {
  const isTyped = large === undefined && typedIn(format).of === 'text';
  return isTyped && (payload.includes('{{') || topic.includes('{{'));
}

/** A `{{`, the word behind it, and what ends the word. */
const PLACEHOLDERS = /(?<!\{)\{\{(?!\{)\s*([a-z]*)(\s|\}\})?/g;

/** True if the form has `{{…}}`, all with names of ours. */
export function hasExpressions(form: PublishForm): boolean {
  const all = hasBraces(form) ? [...`${form.topic}\n${form.payload}`.matchAll(PLACEHOLDERS)] : [];
  return (
    all.length > 0 &&
    all.every(([, name = '', end]) => end !== undefined && Object.hasOwn(EXAMPLES, name))
  );
}

export function isTemplate(form: PublishForm): boolean {
  return form.templates && hasBraces(form);
}

export type Message = Omit<PublishRequest, 'id'>;

/** Size of a payload without template. 0 if the payload is invalid. */
export function payloadSize({ large, payload, format }: PublishForm): number {
  if (large !== undefined) return sizeOf(large.content);
  const result = parsedIn(format, payload);
  return result.ok ? result.bytes.length : 0;
}

const NO_BYTES = new Uint8Array();

function bytesOf({ large, payload, format }: PublishForm, words: Words): PayloadResult {
  if (large === undefined) return payloadOf(payload, format, words);
  return { bytes: large.content instanceof Blob ? NO_BYTES : large.content };
}

/** The form with a payload. */
export function withBytes(
  bytes: Uint8Array,
  format: Format,
  name = '',
): Pick<PublishForm, 'payload' | 'format' | 'loadedAsHex' | 'large'> {
  const shown = bytes.length > LARGE ? undefined : inFormat(bytes, format);
  return shown === undefined || !fitsArea(shown.payload)
    ? { payload: '', format, loadedAsHex: false, large: { name, content: bytes } }
    : { ...shown, large: undefined };
}

/** The form in another format: text stays as typed, everything else keeps its bytes. */
export function formIn(form: PublishForm, format: Format, words: Words): Partial<PublishForm> {
  if (form.large !== undefined) return { format };
  if (typedIn(form.format).of === 'text' && typedIn(format).of === 'text') return { format };
  const { bytes } = payloadOf(form.payload, form.format, words);
  // Text that is not valid hex (or Base64, or JSON) yet is left for the user to correct.
  return bytes === undefined ? { format } : inFormat(bytes, format);
}

export type FormResult =
  | { readonly message: Message; readonly errors?: never }
  | { readonly message?: never; readonly errors: FormErrors };

export function messageOf(form: PublishForm, version: ProtocolVersion, words: Words): FormResult {
  const errors: { -readonly [F in keyof FormErrors]: FormErrors[F] } = {};
  const isFilledIn = isTemplate(form);
  const topic = topicNameErrorText(
    isFilledIn ? form.topic.replaceAll(/\{\{(?:(?!\{\{).)*?\}\}/g, '0') : form.topic,
  );
  const isBehindAlias = version === 5 && form.topic === '' && form.topicAlias !== '';
  if (topic !== undefined && !isBehindAlias) {
    errors.topic = topic;
  }
  const payload: PayloadResult = isFilledIn
    ? { bytes: encodeUtf8(form.payload) }
    : bytesOf(form, words);
  if (payload.error !== undefined) {
    errors.payload = payload.error;
  }
  const bytes = payload.bytes ?? NO_BYTES;
  const file = form.large?.content instanceof Blob ? form.large.content : undefined;
  const properties = version === 5 ? propertiesOf(form, file ?? bytes, words, errors) : [];
  if (Object.keys(errors).length > 0) {
    return { errors };
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

/** The form for sending this message again. `format` is kept if it can represent the payload. */
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
