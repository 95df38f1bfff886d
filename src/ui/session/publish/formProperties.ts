/** Converts the properties of a message between the publish pane and MQTT 5. */

import { formatHex } from '../../../base/hex.ts';
import { decodeUtf8, encodeUtf8, utf8Length } from '../../../base/utf8.ts';
import type { Property } from '../../../mqtt/tables/properties.ts';
import { ANY_BYTES } from '../../../payload/formats/written.ts';
import { topicNameErrorText } from '../../kit/language/topicErrorText.ts';
import type { FormErrors, PublishForm, UserProperty } from './publishForm.ts';
import { type PayloadResult, payloadOf, type Words } from './typedPayload.ts';

/** Cached by payload, because it may be large and each drawing of the form needs the result. */
export const knownTexts = new WeakMap<Uint8Array | Blob, boolean>();

/** The text of a file is unknown before the file is read (`readAsText.ts`). */
function isText(payload: Uint8Array | Blob): boolean {
  const known = knownTexts.get(payload);
  if (known !== undefined || payload instanceof Blob) return known ?? true;
  const found = decodeUtf8(payload) !== undefined;
  knownTexts.set(payload, found);
  return found;
}

export function propertiesOf(
  form: PublishForm,
  payload: Uint8Array | Blob,
  words: Words,
  errors: { -readonly [F in keyof FormErrors]: FormErrors[F] },
): readonly Property[] {
  const properties: Property[] = [];
  if (form.isText) {
    if (!isText(payload)) {
      errors.isText = words.notText;
    }
    properties.push({ name: 'payloadFormatIndicator', value: 1 });
  }
  if (form.expiry !== '') {
    const seconds = /^\d{1,10}$/.test(form.expiry) ? Number(form.expiry) : Number.NaN;
    if (seconds <= 0xffff_ffff) {
      properties.push({ name: 'messageExpiryInterval', value: seconds });
    } else {
      errors.expiry = words.expiry;
    }
  }
  if (form.topicAlias !== '') {
    const alias = /^\d{1,5}$/.test(form.topicAlias) ? Number(form.topicAlias) : 0;
    if (alias >= 1 && alias <= 65_535) properties.push({ name: 'topicAlias', value: alias });
    else errors.topicAlias = words.topicAlias;
  }
  if (form.contentType !== '') {
    if (utf8Length(form.contentType) > 65_535) {
      errors.contentType = words.tooLong;
    }
    properties.push({ name: 'contentType', value: form.contentType });
  }
  if (form.responseTopic !== '') {
    const error = topicNameErrorText(form.responseTopic);
    if (error !== undefined) {
      errors.responseTopic = error;
    }
    properties.push({ name: 'responseTopic', value: form.responseTopic });
  }
  if (form.correlationData !== '') {
    const data = correlationOf(form.correlationData, words);
    if (data.error !== undefined) {
      errors.correlationData = data.error;
    } else if (data.bytes.length > 65_535) {
      errors.correlationData = words.tooLong;
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

export function withProperty(form: PublishForm, property: Property): PublishForm {
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
  // No other property is useful in a PUBLISH written by a user.
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

/** Hex, or text in double quotes. */
function correlationOf(written: string, words: Words): PayloadResult {
  const text = /^"(.*)"$/su.exec(written)?.[1];
  return text === undefined ? payloadOf(written, ANY_BYTES.id, words) : { bytes: encodeUtf8(text) };
}
