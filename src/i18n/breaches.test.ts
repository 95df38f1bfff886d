import { describe, expect, test } from 'vitest';
import { say } from '../base/message.ts';
import { corpus } from '../mqtt/dissect/corpus.testkit.ts';
import { dissect } from '../mqtt/dissect/dissect.ts';
import type { Breaches } from '../mqtt/statements/breaches.ts';
import { breachOf } from '../mqtt/statements/breachWords.ts';
import { breaches as english } from './en/facts/breaches.ts';
import { describeWords } from './facts.testkit.ts';
import { breaches as chinese } from './zh/facts/breaches.ts';

const WHY = { key: 'part-of-level', args: { wildcard: '#' } } as const;

describe('errors in the bytes of a packet', () => {
  describeWords<Breaches>([english, chinese], (data) => [
    { key: 'bytes-left-over', args: { count: 733 } },
    { key: 'reserved-type', args: { type: 15 } },
    { key: 'header-flags', args: { packet: 'pubrel', flags: 0, expected: 2 } },
    { key: 'length-beyond-end', args: { announced: 733, there: 734 } },
    { key: 'wrong-sender', args: { packet: 'suback', sender: 'client' } },
    { key: 'above-maximum-size', args: { size: 734, maximum: 733 } },
    { key: 'field-missing', args: { field: data } },
    { key: 'field-too-short', args: { field: data, needs: 734, left: 733 } },
    { key: 'varint-cut-off', args: { field: data } },
    { key: 'varint-endless', args: { field: data } },
    { key: 'varint-padded', args: { field: data, value: 733, bytes: 734 } },
    { key: 'not-utf8', args: { field: data, error: 'overlong' } },
    { key: 'null-character', args: { field: data } },
    { key: 'discouraged-character', args: { field: data } },
    { key: 'reserved-bits', args: { bits: 0x40 } },
    { key: 'properties-beyond-end', args: { announced: 734, left: 733 } },
    { key: 'unknown-property', args: { id: 0x7f } },
    { key: 'property-place', args: { field: data, place: 'will' } },
    { key: 'property-place', args: { field: data, place: 'publish' } },
    { key: 'property-twice', args: { field: data } },
    { key: 'property-sender', args: { field: data, sender: 'server' } },
    { key: 'property-not-0-or-1', args: { field: data, value: 733 } },
    { key: 'property-zero', args: { field: data } },
    { key: 'topic', args: { why: WHY } },
    { key: 'will-topic', args: { why: WHY } },
    { key: 'response-topic', args: { why: WHY } },
    { key: 'alias-not-set', args: { alias: 733 } },
    { key: 'payload-not-utf8', args: { error: 'stray byte' } },
    { key: 'protocol-name', args: { expected: data } },
    { key: 'bridge-level', args: { level: 0x84, version: 4 } },
    { key: 'protocol-level', args: { level: 733 } },
    { key: 'will-qos-without-will', args: { qos: 2 } },
    { key: 'no-such-code', args: { packet: 'connack', code: 0x7f, called: 'return code' } },
    { key: 'code-for-other-side', args: { packet: 'disconnect', code: 0x8e, sender: 'server' } },
    { key: 'no-filter', args: { packet: 'subscribe' } },
    { key: 'no-code', args: { packet: 'unsuback' } },
    { key: 'not-held', args: { size: 1000 } },
    { key: 'said', args: { text: data } },
  ]);
});

test('recognizes our own text from a file, and keeps any other text unchanged', () => {
  for (const key of [
    'capture-gap',
    'capture-ends-midway',
    'ended-midway',
    'in-text-frame',
  ] as const) {
    expect(breachOf(english[key]({}))).toEqual({ key, args: {} });
  }
  const text = 'Both QoS bits are set!';
  expect(breachOf(text)).toEqual({ key: 'said', args: { text } });
});

test('a count of 1 uses the singular', () => {
  const left = { field: 'Packet Identifier', needs: 2, left: 1 };
  expect(english['field-too-short'](left)).toBe('Packet Identifier needs 2 bytes; 1 is left.');
  const beyond = { announced: 1, left: 0 };
  expect(english['properties-beyond-end'](beyond)).toBe(
    'The property length announces 1 byte; 0 are left.',
  );
});

test('violations in the corpus have a complete text', () => {
  const found = corpus.flatMap(({ bytes, version, sender }) =>
    dissect(bytes, { version, sender }).problems.map(({ breach }) => breach),
  );
  expect(found.length).toBeGreaterThan(50);
  for (const breach of found) {
    expect(say(english, breach)).toMatch(/^(?!.*undefined)\S.*\.$/);
    expect(say(chinese, breach)).toMatch(/^(?!.*undefined).*\p{Script=Han}.*。$/u);
  }
});
