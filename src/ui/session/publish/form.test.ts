import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../../../base/utf8.ts';
import { publish as words } from '../../../i18n/en/publish/publish.ts';
import { loadRest } from '../../kit/loading/loadedLater.ts';
import { EMPTY_FORM, formIn, formOf, hasExpressions, messageOf } from './form.ts';
import { inFormat, jsonError, judgeJson, payloadOf } from './typedPayload.ts';

// Codecs are loaded before a form uses their format.
beforeAll(loadRest);

const bytes = (...values: number[]) => new Uint8Array(values);

describe('a payload', () => {
  test.each(['text', 'json', 'hex', 'base64'] as const)(
    'loaded as %s is sent byte for byte',
    (format) => {
      fc.assert(
        fc.property(fc.uint8Array(), (payload) => {
          const form = inFormat(payload, format);
          expect(payloadOf(form.payload, form.format, words.errors).bytes).toEqual(payload);
        }),
      );
    },
  );

  test.each([
    ['CR LF', bytes(0x61, 0x0d, 0x0a)],
    ['NUL', bytes(0x00)],
    ['no UTF-8', bytes(0xff)],
  ])('with %s does not fit text and is loaded as hex, with a note', (_name, payload) => {
    expect(inFormat(payload, 'text')).toMatchObject({ format: 'hex', loadedAsHex: true });
  });

  test('requested as hex is not reported as converted', () => {
    expect(inFormat(bytes(0xff), 'hex').loadedAsHex).toBe(false);
  });

  test('of broken hex has the position of the error', () => {
    expect(payloadOf('00 zz', 'hex', words.errors).error).toContain('column 4');
  });

  test.each([
    ['cbor', 'a2617418486162f5'],
    ['messagepack', '82a17448a162c3'],
  ])('as %s is written as JSON', (format, hex) => {
    const sent = (text: string) => payloadOf(text, format, words.errors);
    expect(Buffer.from(sent('{"t": 72, "b": true}').bytes ?? []).toString('hex')).toBe(hex);
    expect(sent('{"t": 72,').error).toBe(
      'Not valid JSON, line 1, column 10: the text ends too early.',
    );
    expect(sent('{"t": 1e999}').error).toContain('cannot represent this number');
    expect(inFormat(Buffer.from(hex, 'hex'), format)).toEqual({
      payload: '{"t": 72, "b": true}',
      format,
      loadedAsHex: false,
    });
    expect(inFormat(bytes(0xff, 0), format)).toMatchObject({ format: 'hex', loadedAsHex: true });
  });

  test('of text stays as typed in another text format, all else keeps its bytes', () => {
    const form = { ...EMPTY_FORM, payload: '{"t":\n72}' };
    const cbor = { ...form, ...formIn(form, 'cbor', words.errors) };
    expect(cbor).toMatchObject({ payload: form.payload, format: 'cbor' });
    const hex = { ...cbor, ...formIn(cbor, 'hex', words.errors) };
    expect(hex).toMatchObject({ payload: 'a1 61 74 18 48', format: 'hex' });
    expect(formIn(hex, 'cbor', words.errors)).toMatchObject({ payload: '{"t": 72}' });
    expect(formIn({ ...cbor, payload: '{' }, 'hex', words.errors)).toEqual({ format: 'hex' });
  });

  test('with half a character cannot be sent', () => {
    expect(payloadOf('\ud800', 'text', words.errors).error).toBe(words.errors.surrogate);
  });
});

test('that begins like JSON has the note of the JSON form as text, too', () => {
  const note = (text: string, format = 'text') => judgeJson(text, format, words.errors).note;
  for (const text of ['{"temp": 21.5, "unit": "C"', ' [1, 2'])
    expect(note(text)).toBe(note(text, 'json'));
  expect(note('{"temp": 21.5, "unit": "C"')).toContain('Not valid JSON, line 1, column 27');
  for (const text of ['', '21.5,', 'on {', '{"a": 1}']) expect(note(text)).toBeUndefined();
  expect(note('on {', 'json')).toContain('Not valid JSON');
});

test('with placeholders is not called broken JSON, unless the rest is', () => {
  const note = (text: string) => judgeJson(text, 'text', words.errors).note;
  for (const text of ['{"target": {{sine 416 424}}}', '{"t": {{ value_json.t | int }}}', '{{n}} x'])
    expect(note(text)).toBeUndefined();
  expect(note('{"a": {{n}}, "b": }')).toContain('column 19');
  expect(note('{"a": {{"b": 1}}')).toContain('column 8');
});

test.each([
  ['{"a": {{sine 416 424}}}', true],
  ['{{ n }}', true],
  ['{{n}} and {{uuid}}', true],
  ['{{na', false],
  ['{{name}}', false],
  ['{{ now() }}', false],
  ['{{payload}}', false],
  ['{{n}} of {{ value_json.t }}', false],
  ['{"a": {"b": {"c": 1}}}', false],
  ['{{{{n}}', false],
])('%s is only of expressions of mqttscope: %s', (payload, expected) => {
  expect(hasExpressions({ ...EMPTY_FORM, payload })).toBe(expected);
  expect(hasExpressions({ ...EMPTY_FORM, topic: payload })).toBe(expected);
});

test('of broken JSON has the position of the error', () => {
  const text = new TextEncoder().encode('{"a": 1,}');
  expect(jsonError(text, words.errors)).toContain('line 1, column 8');
  expect(jsonError(new TextEncoder().encode('[1]'), words.errors)).toBeUndefined();
});

describe('a message', () => {
  const form = { ...EMPTY_FORM, topic: 'a/b' };

  test.each(['', 'a/#', 'a/+/b'])('to %j is rejected with the reason', (topic) => {
    expect(messageOf({ ...form, topic }, 5, words.errors).errors?.topic).toBeDefined();
  });

  test('has its properties in order, including repeats', () => {
    const { message } = messageOf(
      {
        ...form,
        payload: 'x',
        isText: true,
        expiry: '60',
        contentType: 'text/plain',
        responseTopic: 're/ply',
        correlationData: '01 02',
        userProperties: [
          { id: 1, name: 'k', value: '2' },
          { id: 2, name: 'k', value: '1' },
        ],
      },
      5,
      words.errors,
    );
    expect(message?.properties).toEqual([
      { name: 'payloadFormatIndicator', value: 1 },
      { name: 'messageExpiryInterval', value: 60 },
      { name: 'contentType', value: 'text/plain' },
      { name: 'responseTopic', value: 're/ply' },
      { name: 'correlationData', value: bytes(1, 2) },
      { name: 'userProperty', value: ['k', '2'] },
      { name: 'userProperty', value: ['k', '1'] },
    ]);
  });

  test.each([
    ['"order 7"', [...encodeUtf8('order 7')]],
    ['"ü"', [0xc3, 0xbc]],
    ['""', []],
    ['"a"b"', [...encodeUtf8('a"b')]],
    ['0a 0b', [10, 11]],
  ])('accepts correlation data as hex, and as text in quotes: %s', (written, expected) => {
    const { message } = messageOf({ ...form, correlationData: written }, 5, words.errors);
    expect(message?.properties).toEqual([{ name: 'correlationData', value: bytes(...expected) }]);
  });

  test('has no properties before MQTT 5', () => {
    const { message } = messageOf({ ...form, contentType: 'x' }, 4, words.errors);
    expect(message?.properties).toEqual([]);
  });

  test('with wrong properties reports each error', () => {
    const { errors } = messageOf(
      {
        ...form,
        format: 'hex',
        payload: 'ff',
        isText: true,
        expiry: '4294967296',
        responseTopic: 'a/#',
        correlationData: 'x',
      },
      5,
      words.errors,
    );
    expect(Object.keys(errors ?? {}).sort()).toEqual([
      'correlationData',
      'expiry',
      'isText',
      'responseTopic',
    ]);
  });

  test('is the same after loading', () => {
    const { message } = messageOf(
      { ...form, payload: 'é', contentType: 'text/plain', qos: 2, retain: true },
      5,
      words.errors,
    );
    const again = message && messageOf(formOf(message, 'text'), 5, words.errors).message;
    expect(again).toBeDefined();
    expect(again).toEqual(message);
  });
});

describe('templates', () => {
  const typed = { ...EMPTY_FORM, topic: 'dev/{{last a/+}}', payload: '{"v": {{n}}}' };

  test('disabled, send braces unchanged', () => {
    const form = { ...typed, topic: 'dev/{{n}}', format: 'json' };
    const { message } = messageOf(form, 5, words.errors);
    expect(message?.topic).toBe('dev/{{n}}');
    expect(message && decodeUtf8(message.payload)).toBe('{"v": {{n}}}');
    expect(message?.template).toBeUndefined();
  });

  test.each(['json', 'text', 'cbor'])(
    'enabled, %s is filled in later, and survives a round trip',
    (format) => {
      const form = { ...typed, format, templates: true };
      const { message } = messageOf(form, 5, words.errors);
      expect(message?.template).toEqual({ topic: typed.topic, payload: typed.payload, format });
      expect(message && formOf(message, 'hex')).toEqual(form);
    },
  );

  test('enabled, leave hex and text without braces unchanged', () => {
    const without = { ...typed, topic: 't', payload: '00', templates: true };
    for (const format of ['hex', 'text']) {
      expect(messageOf({ ...without, format }, 5, words.errors).message?.template).toBeUndefined();
    }
    expect(
      messageOf({ ...typed, topic: 'a/#/{{n}}', templates: true }, 5, words.errors).errors?.topic,
    ).toBeDefined();
  });
});

describe('a topic alias', () => {
  test('is sent with the topic, or instead of it', () => {
    const form = { ...EMPTY_FORM, topic: 'a', topicAlias: '3' };
    const properties = [{ name: 'topicAlias', value: 3 }];
    expect(messageOf(form, 5, words.errors).message).toMatchObject({ topic: 'a', properties });
    const alone = messageOf({ ...form, topic: '' }, 5, words.errors);
    expect(alone.message).toMatchObject({ topic: '', properties });
    expect(alone.message && formOf(alone.message, 'text').topicAlias).toBe('3');
  });

  test('is rejected if invalid, and is unset before MQTT 5', () => {
    const form = { ...EMPTY_FORM, topic: 'a' };
    for (const topicAlias of ['0', '65536', 'x', '1.5']) {
      expect(messageOf({ ...form, topicAlias }, 5, words.errors).errors).toHaveProperty(
        'topicAlias',
      );
    }
    expect(
      messageOf({ ...form, topic: '', topicAlias: '3' }, 4, words.errors).errors,
    ).toHaveProperty('topic');
  });
});
