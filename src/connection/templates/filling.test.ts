import { expect, test } from 'vitest';
import { formatHex } from '../../base/hex.ts';
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { ChosenFormats } from '../../payload/chains/chosenFormats.ts';
import { Filling } from './filling.ts';
import type { TemplateSource } from './templateSource.ts';

const LAST = new Map([
  ['json', encodeUtf8('{"t": 21.50, "s": "say \\"hi\\"", "list": [{"big": 9007199254740993}]}')],
  ['word', encodeUtf8('on')],
  ['cbor', new Uint8Array([0xa1, 0x61, 0x74, 0x18, 0x2a])],
  ['bytes', new Uint8Array([0xff, 0xfe, 0x00])],
]);

const lastIn = (all: ReadonlyMap<string, Uint8Array>) => (topic: string) => {
  const payload = all.get(topic);
  return payload && { payload, packet: 1 };
};

let random = 0;
const filling = (): Filling =>
  new Filling(
    { wallClock: () => 1000, random: () => random },
    { lastMessage: lastIn(LAST), chosen: new ChosenFormats() },
  );

const source = (payload: string, format = 'json', topic = 't'): TemplateSource => ({
  topic,
  payload,
  format,
});

async function text(payload: string, format = 'json'): Promise<string | undefined> {
  const filled = await filling().fillIn(source(payload, format));
  return filled.ok ? decodeUtf8(filled.payload) : JSON.stringify(filled.error);
}

test('fills in a received value as written, by its path', async () => {
  expect(await text('{{last json t}}', 'text')).toBe('21.50');
  expect(await text('{{last json s}}', 'text')).toBe('say "hi"');
  expect(await text('{{last word}}', 'text')).toBe('on');
  expect(await text('{{last cbor t}}', 'text')).toBe('42');
  expect(await text('{"a":{{last json s}},"b":"{{last json s}}","c":{{last word}}}')).toBe(
    '{"a":"say \\"hi\\"","b":"say \\"hi\\"","c":"on"}',
  );
  expect(await text('{{last json list[0].big}}')).toBe('9007199254740993');
});

test('fills in values of a payload that a chain decodes', async () => {
  const chain = 'json.data | base64 | json';
  const chosen = new ChosenFormats({ chains: [{ filter: 'boiler/+', chain }], files: [] });
  const data = encodeUtf8(`{"data":"${btoa('{"t":21.50}')}"}`);
  const last = new Map([
    ['boiler/1', data],
    ['other/1', data],
  ]);
  const one = new Filling(
    { wallClock: () => 1000, random: () => random },
    { lastMessage: lastIn(last), chosen },
  );
  const filled = await one.fillIn(source('{{last boiler/1 t}}', 'text'));
  expect(filled).toMatchObject({ ok: true, text: '21.50' });
  expect((await one.fillIn(source('{{last other/1 t}}', 'text'))).ok).toBe(false);
  const message = { payload: data, responseTopic: undefined, correlationData: undefined };
  const answer = one.maker(source('{{payload t}}', 'text'))(1, { ...message, topic: 'boiler/2' });
  expect(answer).toMatchObject({ ok: true, text: '21.50' });
});

test('reports missing messages and values, with their place', async () => {
  const all = [
    ['{{last none}}', 'no-value'],
    ['{{last json none}}', 'no-path'],
    ['{{last bytes}}', 'no-path'],
    ['{{last word t}}', 'no-path'],
  ] as const;
  for (const [payload, key] of all) {
    expect(await filling().fillIn(source(payload, 'text'))).toMatchObject({
      ok: false,
      of: 'payload',
      error: { start: 0, end: payload.length, why: { key } },
    });
  }
});

test('writes CBOR from the filled-in text, and reports invalid JSON', async () => {
  const good = await filling().fillIn(source('{"t": {{n}}}', 'cbor'));
  expect(good.ok && formatHex(good.payload)).toBe('a1 61 74 01');
  expect(await filling().fillIn(source('{"t": {{choice on}}}', 'cbor'))).toMatchObject({
    ok: false,
    of: 'format',
    text: '{"t": on}',
    error: { kind: 'json', line: 1, column: 7 },
  });
});

test('a payload can use its topic; a topic cannot use itself', async () => {
  const one = filling();
  const filled = await one.fillIn(
    source('{"id":"{{topic 2}}","of":{{topic}}}', 'json', 'dev/{{n}}/t'),
  );
  expect(filled.ok && filled.text).toBe('{"id":"1","of":"dev/1/t"}');
  expect(await one.fillIn(source('x', 'text', 'dev/{{topic}}'))).toMatchObject({
    of: 'topic',
    error: { why: { key: 'no-message' } },
  });
  expect(await one.fillIn(source('{{topic 9}}', 'text', 'a/b'))).toMatchObject({
    error: { why: { key: 'not-in-message', args: { what: 'topic' } } },
  });
  expect(await one.fillIn(source('{{payload t}}', 'text', 'a/b'))).toMatchObject({
    error: { why: { key: 'no-message' } },
  });
});

test('the messages of a repeat count up; the topic is filled in, too', async () => {
  const one = filling();
  const template = source('{{n}} {{walk 0..10 2}}', 'text', 'dev/{{n}}');
  await one.fillIn(template);
  random = 0.999;
  const make = one.maker(template);
  const made = [1, 2, 3, 4, 5].map((n) => {
    const filled = make(n);
    return filled.ok ? `${filled.topic} ${decodeUtf8(filled.payload)}` : filled.error;
  });
  expect(made).toEqual(['dev/1 1 5', 'dev/2 2 7', 'dev/3 3 9', 'dev/4 4 9', 'dev/5 5 9']);
});

test('a manual message takes the next number until the text changes', async () => {
  const one = filling();
  const next = async (isSent: boolean, text = 'No. {{n}}') => {
    const filled = await one.fillIn(source(text, 'text'), isSent);
    return filled.ok ? filled.text : undefined;
  };
  // An example does not count as sent.
  expect(await next(false)).toBe('No. 1');
  expect(await next(true)).toBe('No. 1');
  expect(await next(false)).toBe('No. 2');
  expect(await next(true)).toBe('No. 2');
  expect(await next(true)).toBe('No. 3');
  expect(await next(true, '{{n}}')).toBe('1');
});
