import { beforeAll, expect, test } from 'vitest';
import { dissect } from '../../mqtt/dissect.ts';
import { encode } from '../../mqtt/encode.ts';
import { encodeUtf8 } from '../../mqtt/utf8.ts';
import { formatNamed, loadFormats } from '../../payload/formats/formats.ts';
import { reportPayload } from './payloadReport.ts';

beforeAll(loadFormats);

function reported(format: string, payload: string) {
  const packet = {
    type: 'publish',
    topic: 'a',
    payload: encodeUtf8(payload),
    qos: 0,
    dup: false,
    retain: false,
    properties: [],
  } as const;
  const { fields } = dissect(encode(packet, 4), { version: 4, sender: 'client' });
  return reportPayload(fields, formatNamed(format));
}

test('what is nested too deeply to be written is told by its byte, however deep it is', () => {
  const nested = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
  expect(reported('json', nested(512))).not.toHaveProperty('fault');
  for (const levels of [513, 3000, 50_000]) {
    expect(reported('json', nested(levels))).toEqual({
      formats: ['JSON'],
      fault: { layer: 0, key: 'depth', offset: 513 },
    });
  }
});

test('a name that stands more than once loses none of its values', () => {
  expect(reported('json', '{"a": 1, "b": 2, "a": [3]}')).toEqual({
    formats: ['JSON'],
    value: { a: [1, [3]], b: 2 },
    repeats: true,
  });
});

test('what is no value is as it is written', () => {
  expect(reported('yaml', 'a: &x {t: 31}\nb: *x\nc: ~\n')).toMatchObject({
    value: { a: { t: 31 }, b: '*x', c: null },
  });
});
