import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { type AlinkMessage, isReply, readEnvelope, writeReply, writeRequest } from './envelope.ts';

function read(text: string): AlinkMessage {
  const message = readEnvelope(encodeUtf8(text));
  if ('fault' in message) throw new Error(message.fault);
  return message;
}

describe('messages of devices', () => {
  test('the reference device: numeric id, no version', () => {
    const message = read(
      '{"id":1700000000123,"method":"thing.event.property.post","params":{"t":1}}',
    );
    expect(message).toEqual({
      rawId: '1700000000123',
      id: '1700000000123',
      version: undefined,
      method: 'thing.event.property.post',
      code: undefined,
      message: undefined,
      wantsReply: true,
      params: { t: 1 },
      data: undefined,
    });
    expect(isReply(message)).toBe(false);
  });

  test('the vendor package: the topic of the reply in the id', () => {
    const id = '1|exp-topic|/sys/pk/dn/thing/event/property/post_reply';
    expect(read(JSON.stringify({ id, version: '1.0', params: {}, method: 'm' }))).toMatchObject({
      rawId: `"${id}"`,
      id,
    });
  });

  test('a reply, whose code may be text', () => {
    expect(isReply(read('{"id":"1","code":200,"data":{}}'))).toBe(true);
    expect(read('{"code":"1000","id":1}').code).toBe(1000);
    expect(read('{"code":"many"}').code).toBe(undefined);
  });

  test.each(['{"sys":{"ack":0}}', '{"sys":{"ack":1,"ack":"0"}}'])('%s expects no reply', (text) => {
    expect(read(text).wantsReply).toBe(false);
  });

  test.each(['{"sys":{"ack":1}}', '{"sys":0}', '{}'])('%s expects a reply', (text) => {
    expect(read(text).wantsReply).toBe(true);
  });

  test('names of built-in properties are ordinary names', () => {
    const { params } = read('{"params":{"__proto__":{"a":1},"constructor":2}}');
    expect(Object.keys(params ?? {})).toEqual(['__proto__', 'constructor']);
    expect(read('{"__proto__":{"id":"1"}}').id).toBe(undefined);
  });
});

test.each([
  ['', 'empty'],
  ['  ', 'empty'],
  ['{"id":', 'not-json'],
  ['[1]', 'not-object'],
  ['null', 'not-object'],
  [`{"params":${'['.repeat(200)}${']'.repeat(200)}}`, 'too-deep'],
])('%j is no message: %s', (text, fault) => {
  expect(readEnvelope(encodeUtf8(text))).toEqual({ fault });
});

test('rejects bytes that are no UTF-8', () => {
  expect(readEnvelope(new Uint8Array([0x22, 0xff, 0x22]))).toEqual({ fault: 'not-utf8' });
});

/** Any spelling of a JSON string, and numbers outside the range of JavaScript. */
const rawIds = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text)),
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => {
    const escapes = units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`);
    return `"${escapes.join('')}"`;
  }),
  fc.bigInt({ min: 0n, max: 2n ** 80n }).map(String),
  fc.constantFrom('1e400', '-0', '1.0', '1E+2', '18446744073709551616', '"\\/"', '""', '0'),
);

test('an id is echoed byte for byte', () => {
  fc.assert(
    fc.property(rawIds, fc.integer({ min: 0, max: 9999 }), (rawId, code) => {
      const asked = read(`{"id":"before", "id" : ${rawId} ,"params":{}}`);
      const answer = decodeUtf8(writeReply({ rawId: asked.rawId, code, message: 'success' }));
      expect(answer).toBe(`{"id":${rawId},"code":${code},"data":{},"message":"success"}`);
      expect(read(answer ?? '')).toMatchObject({ rawId, code, data: {}, message: 'success' });
    }),
  );
});

test('no payload throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), fc.json().map(encodeUtf8)), (payload) => {
      const message = readEnvelope(payload);
      expect('fault' in message || message.wantsReply || !message.wantsReply).toBe(true);
    }),
  );
});

test('a request', () => {
  const bytes = writeRequest({ id: '7', method: 'thing.service.x', params: '{"a":1}' });
  expect(decodeUtf8(bytes)).toBe(
    '{"id":"7","version":"1.0","params":{"a":1},"method":"thing.service.x"}',
  );
  expect(decodeUtf8(writeReply({ rawId: undefined, code: 460 }))).toBe('{"code":460,"data":{}}');
});
