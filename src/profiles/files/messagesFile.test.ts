import { expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import type { StoredMessage } from '../settings/storedItems.ts';
import { messagesFile, newMessages, type ReadMessages, readMessagesFile } from './messagesFile.ts';

const MESSAGE: StoredMessage = {
  id: 'm',
  name: 'Lamp on',
  folder: 'Lamps',
  order: 2,
  topic: 'lamp/{{n}}/set',
  payload: encodeUtf8('{"on": {{choice true false}}}'),
  qos: 1,
  retain: true,
  properties: [
    { name: 'correlationData', value: Uint8Array.of(0, 255) },
    { name: 'userProperty', value: ['site', 'Hangzhou'] },
  ],
  template: { format: 'json' },
};

function messagesIn(text: string): Extract<ReadMessages, { readonly kind: 'messages' }> {
  const read = readMessagesFile(text);
  if (read.kind !== 'messages') throw new Error(read.kind);
  return read;
}

test('restores messages from our own file unchanged, with new ids', () => {
  const { messages, skipped } = messagesIn(messagesFile([MESSAGE]));
  expect(skipped).toBe(0);
  expect(messages).toEqual([{ ...MESSAGE, id: messages[0]?.id }]);
  expect(messages[0]?.id).not.toBe('m');
});

test('omits user properties named like a secret', () => {
  const properties = [{ name: 'userProperty', value: ['access-token', 'PLANTED'] }] as const;
  expect(messagesFile([{ ...MESSAGE, properties }])).not.toContain('PLANTED');
});

test('omits and counts entries that are damaged or have no topic', () => {
  const good = messagesFile([MESSAGE]);
  const file: unknown = JSON.parse(good);
  const entries = [7, { name: 'x' }, { ...MESSAGE, format: 99 }];
  const bad = messagesFile([{ ...MESSAGE, topic: 'a/#', template: { format: 'x' } }]);
  expect(messagesIn(bad).messages).toHaveLength(1);
  const { template: _template, ...plainOne } = MESSAGE;
  expect(readMessagesFile(messagesFile([{ ...plainOne, topic: 'a/#' }])).kind).toBe('empty');
  expect(file).toMatchObject({ format: 'mqttscope messages', version: 1 });
  const text = JSON.stringify({ format: 'mqttscope messages', version: 1, messages: entries });
  expect(readMessagesFile(text).kind).toBe('empty');
});

test('recognises stored messages, even without the properties that the file omits', () => {
  const secret = { name: 'userProperty', value: ['access-token', 'PLANTED'] } as const;
  const kept = { ...MESSAGE, properties: [...MESSAGE.properties, secret], order: 7 };
  const { messages } = messagesIn(messagesFile([kept, { ...kept, payload: encodeUtf8('off') }]));
  expect(newMessages(messages, [kept]).map(({ payload }) => decodeUtf8(payload))).toEqual(['off']);
  expect(newMessages(messages, [{ ...kept, folder: 'Other' }])).toHaveLength(2);
});

test('names a message without a name after its topic', () => {
  const { messages } = messagesIn(messagesFile([{ ...MESSAGE, name: ' ' }]));
  expect(messages[0]?.name).toBe(MESSAGE.topic);
});

test('rejects other files', () => {
  expect(readMessagesFile('{').kind).toBe('not-json');
  expect(readMessagesFile('{"a": 1}').kind).toBe('unknown');
  expect(readMessagesFile('{"format": "mqttscope messages", "version": 2}').kind).toBe('newer');
});

test('reads messages published by MQTTX once, in the folder of their connection', () => {
  const message = (more: object) => ({
    id: '1',
    createAt: '2026-01-01',
    out: true,
    payload: '{"é": 1}',
    qos: 1,
    retain: true,
    topic: 'cmd/1',
    properties: {
      contentType: 'application/json',
      userProperties: { a: ['1', '2'] },
      messageExpiryInterval: 60,
    },
    ...more,
  });
  const { messages, from } = messagesIn(
    JSON.stringify([
      {
        name: 'Plant',
        host: 'h',
        clientId: 'c',
        messages: [
          message({}),
          message({ id: '2' }),
          message({ out: false }),
          message({ topic: '#' }),
        ],
      },
    ]),
  );
  expect(from).toBe('mqttx');
  expect(messages).toHaveLength(1);
  const [one] = messages;
  expect(one && decodeUtf8(one.payload)).toBe('{"é": 1}');
  expect(one).toMatchObject({
    name: 'cmd/1',
    folder: 'Plant',
    qos: 1,
    retain: true,
    properties: [
      { name: 'messageExpiryInterval', value: 60 },
      { name: 'contentType', value: 'application/json' },
      { name: 'userProperty', value: ['a', '1'] },
      { name: 'userProperty', value: ['a', '2'] },
    ],
  });
});
