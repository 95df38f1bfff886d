import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { compileFilter } from '../../../engine/filter/compile.ts';
import type { PacketRow } from '../../../engine/window/window.ts';
import { ALL } from '../packets/columns.ts';
import { cellExpression, filterExpressionFor, withCondition } from './expressionFor.ts';

const isValid = (text: string) => compileFilter(text).ok;

const ROW: PacketRow = {
  number: 7,
  time: 1_234_500,
  delta: 10,
  direction: 'in',
  stream: 1,
  packetType: 3,
  flags: 0b1011,
  packetId: 4121,
  topic: 'say "a"\\b',
  size: 179,
  hasProblem: false,
};

describe('an expression for a value', () => {
  test.each([
    ['topic', 'a/"b"\\c', 'topic == "a/\\"b\\"\\\\c"'],
    ['mqtt.msgtype', 3, 'mqtt.msgtype == publish'],
    ['mqtt.qos', 2, 'mqtt.qos == 2'],
    ['mqtt.retain', true, 'mqtt.retain == true'],
    ['dir', 'out', 'dir == out'],
    ['mqtt.conflag.qos', true, 'mqtt.conflag.qos == 1'],
    ['payload', encodeUtf8('{"a":1}'), 'payload == "{\\"a\\":1}"'],
    ['payload', Uint8Array.of(0xff, 0x00, 0x7b), 'payload == ff:00:7b'],
    ['payload', Uint8Array.of(0xff), 'payload matches "^\\\\xff$"'],
    ['payload', Uint8Array.of(7), 'payload == "\\u0007"'],
    ['payload', new Uint8Array(), 'payload == ""'],
    ['payload.params["a b"]', 71.8, 'payload.params["a b"] == 71.8'],
    ['payload.on', null, 'payload.on == null'],
    ['user["site"]', 'north', 'user["site"] == "north"'],
    ['mqtt.prop.content_type', 'text/plain', 'mqtt.prop.content_type == "text/plain"'],
    ['mqtt.clientid', '', 'mqtt.clientid == ""'],
  ])('%s of %j is %s', (field, value, wanted) => {
    expect(filterExpressionFor(field, value)).toBe(wanted);
    expect(isValid(wanted)).toBe(true);
  });

  test('is absent for a value that no filter can match', () => {
    expect(filterExpressionFor('mqtt.no_such_field', 3)).toBeUndefined();
    expect(filterExpressionFor('topic["x"]', 'a')).toBeUndefined();
  });

  test('matches the start of a long payload', () => {
    const long = encodeUtf8('x'.repeat(1000));
    expect(filterExpressionFor('payload', long)).toBe(`payload contains "${'x'.repeat(64)}"`);
  });

  test('is valid for any text, and matches only that text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        expect(isValid(filterExpressionFor('topic', text) ?? '(')).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('is valid for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(isValid(filterExpressionFor('payload', bytes) ?? '(')).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

test('is valid for each cell of a row', () => {
  const expressions = ALL.map((column) => cellExpression(column, ROW, 1_000_000));
  expect(expressions).toEqual([
    'no == 7',
    'time >= 0.2345s',
    undefined,
    'dir == in',
    'type == publish',
    'id == 4121',
    'stream == 1',
    'topic == "say \\"a\\"\\\\b"',
    undefined,
    'qos == 1 and dup and retain',
    'size == 179',
  ]);
  for (const expression of expressions) expect(isValid(expression ?? '')).toBe(true);
});

describe('adding a condition', () => {
  test.each([
    ['', 'qos == 1', 'for', 'qos == 1'],
    ['', 'qos == 1', 'out', 'not qos == 1'],
    ['', 'qos == 1 and dup', 'out', 'not (qos == 1 and dup)'],
    ['type == publish', 'qos == 1', 'for', 'type == publish and qos == 1'],
    ['a or b', 'qos == 1', 'for', '(a or b) and qos == 1'],
    ['a or b', 'dup or retain', 'for', '(a or b) and (dup or retain)'],
    ['type == publish', 'qos == 1', 'out', 'type == publish and not qos == 1'],
    ['type == publish', 'qos == 1', 'only', 'qos == 1'],
    ['dup and qos == 1', 'qos == 1', 'for', 'dup and qos == 1'],
    ['hum temp', 'qos == 1', 'for', 'hum temp and qos == 1'],
  ] as const)('to "%s": %s, %s, gives "%s"', (filter, expression, how, wanted) => {
    expect(withCondition(filter, expression, how)).toBe(wanted);
    expect(isValid(wanted)).toBe(true);
  });
});
