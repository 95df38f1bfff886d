/**
 * Reads saved messages from our own files and from MQTTX exports of published messages. Files are untrusted.
 */

import { isSecretParameter } from '../../base/secretNames.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { topicNameError } from '../../mqtt/tables/topics.ts';
import { newId } from '../settings/ids.ts';
import type { StoredMessage } from '../settings/storedItems.ts';
import { LEFT_OUT } from '../settings/urlWithoutSecrets.ts';
import { StoredError } from '../stored/storedFields.ts';
import { messageRecord, readMessage } from '../stored/storedRecords.ts';
import { type Foreign, flagIn, foreign, listIn, textIn, wholeIn } from './foreign.ts';
import { nameOf, qosIn } from './foreignProfile.ts';
import { plain, revived } from './plainJson.ts';

const FORMAT = 'mqttscope messages';
const VERSION = 1;
export const MOST_MESSAGES = 5000;
/** Bytes. */
export const LARGEST_MESSAGES = 256 * 1024 * 1024;
/** Characters. */
const LONGEST_NAME = 200;

export type ReadMessages =
  | {
      readonly kind: 'messages';
      readonly from: 'mqttscope' | 'mqttx';
      readonly messages: readonly StoredMessage[];
      /** Entries that are not messages. */
      readonly skipped: number;
    }
  | { readonly kind: 'not-json' | 'unknown' | 'empty' | 'newer' | 'too-many' };

/** Leaves out the values of user properties named like a secret. */
export function messagesFile(messages: readonly StoredMessage[]): string {
  const records = messages.map((message) => plain(messageRecord(withoutSecrets(message))));
  const body = { format: FORMAT, version: VERSION, messages: records };
  return `${JSON.stringify(body, undefined, 2)}\n`;
}

/** Messages that are not saved yet, so that reading a file twice adds nothing twice. */
export function newMessages(
  read: readonly StoredMessage[],
  kept: readonly StoredMessage[],
): readonly StoredMessage[] {
  const keys = new Set(kept.map(contentOf));
  return read.filter((message) => !keys.has(contentOf(message)));
}

/** Compares everything but the place; parts that a file leaves out make no difference. */
function contentOf(message: StoredMessage): string {
  const { name, folder = '', topic, payload, qos, retain, template } = message;
  const { properties } = withoutSecrets(message);
  const parts = [name, folder, topic, payload, qos, retain, properties, template?.format ?? ''];
  return JSON.stringify(plain(parts));
}

function withoutSecrets(message: StoredMessage): StoredMessage {
  const properties = message.properties.map((property): Property => {
    if (property.name !== 'userProperty' || !isSecretParameter(property.value[0])) return property;
    return { name: 'userProperty', value: [property.value[0], LEFT_OUT] };
  });
  return { ...message, properties };
}

export function readMessagesFile(text: string): ReadMessages {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { kind: 'not-json' };
  }
  const fields = foreign(value);
  if (textIn(fields, 'format') === FORMAT) return ofOurs(fields);
  const messages = ofMqttx(Array.isArray(value) ? value : [value]);
  return messages === undefined ? { kind: 'unknown' } : told('mqttx', messages, 0);
}

function told(
  from: 'mqttscope' | 'mqttx',
  messages: readonly StoredMessage[],
  skipped: number,
): ReadMessages {
  if (messages.length > MOST_MESSAGES) return { kind: 'too-many' };
  return messages.length === 0 ? { kind: 'empty' } : { kind: 'messages', from, messages, skipped };
}

function ofOurs(fields: Foreign | undefined): ReadMessages {
  if ((wholeIn(fields, 'version', 1, 1_000_000) ?? 0) > VERSION) return { kind: 'newer' };
  const entries = listIn(fields, 'messages');
  if (entries.length > MOST_MESSAGES) return { kind: 'too-many' };
  const read = entries.flatMap((entry) => {
    try {
      const message = readMessage(revived(entry));
      const isGood = message.template !== undefined || !topicNameError(message.topic);
      // The user could not read or click a message without a name.
      const name = message.name.trim() || message.topic.slice(0, LONGEST_NAME);
      return isGood ? [{ ...message, name, id: newId() }] : [];
    } catch (error) {
      if (error instanceof StoredError) return [];
      throw error;
    }
  });
  return told('mqttscope', read, entries.length - read.length);
}

/** Each message once, in the folder of its connection. undefined for another file. */
function ofMqttx(entries: readonly unknown[]): readonly StoredMessage[] | undefined {
  const connections = entries.map((entry) => foreign(entry));
  if (!connections.some((one) => one?.has('messages') === true)) return undefined;
  return connections.flatMap((connection) => {
    const folder = nameOf(connection).slice(0, LONGEST_NAME);
    const seen = new Map<string, StoredMessage>();
    for (const entry of listIn(connection, 'messages')) {
      const message = published(foreign(entry), folder);
      if (message === undefined) continue;
      const { topic, payload, qos, retain, properties } = message;
      seen.set(JSON.stringify(plain([topic, payload, qos, retain, properties])), message);
    }
    return [...seen.values()];
  });
}

/** Received messages are not imported. */
function published(fields: Foreign | undefined, folder: string): StoredMessage | undefined {
  const topic = textIn(fields, 'topic');
  if (flagIn(fields, 'out') !== true || topicNameError(topic) !== undefined) return undefined;
  return {
    id: newId(),
    name: topic.slice(0, LONGEST_NAME),
    topic,
    payload: encodeUtf8(textIn(fields, 'payload')),
    qos: qosIn(fields, 'qos'),
    retain: flagIn(fields, 'retain') ?? false,
    properties: propertiesOf(foreign(fields?.get('properties'))),
    ...(folder !== '' && { folder }),
  };
}

function propertiesOf(given: Foreign | undefined): readonly Property[] {
  const properties: Property[] = [];
  if (flagIn(given, 'payloadFormatIndicator') === true) {
    properties.push({ name: 'payloadFormatIndicator', value: 1 });
  }
  const expiry = wholeIn(given, 'messageExpiryInterval', 0, 0xff_ff_ff_ff);
  if (expiry !== undefined) properties.push({ name: 'messageExpiryInterval', value: expiry });
  for (const name of ['contentType', 'responseTopic'] as const) {
    const value = textIn(given, name);
    if (value !== '') properties.push({ name, value });
  }
  const correlation = textIn(given, 'correlationData');
  if (correlation !== '') {
    properties.push({ name: 'correlationData', value: encodeUtf8(correlation) });
  }
  for (const [name, value] of foreign(given?.get('userProperties')) ?? []) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    for (const one of values) {
      if (typeof one === 'string') properties.push({ name: 'userProperty', value: [name, one] });
    }
  }
  return properties;
}
