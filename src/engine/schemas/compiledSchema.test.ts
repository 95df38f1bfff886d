import { describe, expect, test } from 'vitest';
import { leastCpuTime } from '../../base/cpuTime.testkit.ts';
import { CompiledSchema } from './compiledSchema.ts';

function held(schema: unknown): CompiledSchema {
  const made = CompiledSchema.make(typeof schema === 'string' ? schema : JSON.stringify(schema));
  if (!made.ok) throw new Error(made.error.key);
  return made.schema;
}

function errorOf(schema: unknown) {
  const made = CompiledSchema.make(typeof schema === 'string' ? schema : JSON.stringify(schema));
  return made.ok ? undefined : made.error;
}

const told = (schema: unknown, value: unknown) => {
  const judgement = held(schema).judge(value);
  if (judgement.kind === 'not-judged') throw new Error(judgement.why.key);
  if (judgement.kind === 'match') return undefined;
  const { path, keyword, wanted, more } = judgement.breach;
  return `${path} ${keyword} ${wanted} +${more}`;
};

describe('a value that does not match a schema', () => {
  const machine = {
    type: 'object',
    properties: {
      temp: { type: 'number', minimum: 0, maximum: 90.5 },
      state: { enum: ['run', 'idle'] },
      list: { items: { type: 'integer' } },
    },
    required: ['temp', 'state'],
    additionalProperties: false,
  };

  test('is reported with path, keyword, requirement and number of further violations', () => {
    expect(told(machine, { temp: 20, state: 'run' })).toBeUndefined();
    expect(told(machine, { temp: 91, state: 'run' })).toBe('payload.temp maximum 90.5 +0');
    expect(told(machine, { temp: '20', state: 'off' })).toBe('payload.temp type "number" +1');
    expect(told(machine, { state: 'run' })).toBe('payload required "temp" +0');
    expect(told(machine, {})).toBe('payload required ["temp","state"] +0');
    expect(told(machine, { temp: 1, state: 'run', list: [1, 2.5] })).toBe(
      'payload.list[1] type "integer" +0',
    );
    expect(told(machine, { temp: 1, state: 'run', 'odd key': 1 })).toBe(
      'payload["odd key"] additionalProperties false +0',
    );
    expect(told(machine, 42)).toBe('payload type "object" +0');
  });

  test('is found through references, and nothing is fetched', () => {
    const schema = { $defs: { t: { type: 'integer' } }, properties: { a: { $ref: '#/$defs/t' } } };
    expect(told(schema, { a: 1 })).toBeUndefined();
    expect(told(schema, { a: 'x' })).toBe('payload.a type "integer" +0');
    expect(errorOf({ $ref: 'https://example.com/schema.json' })).toEqual({
      key: 'reference',
      args: { place: '#/$ref', reference: 'https://example.com/schema.json' },
    });
    expect(errorOf({ properties: { a: { $ref: '#/$defs/none' } } })?.key).toBe('reference');
  });

  test('is reported with its pattern, which is matched in linear time', () => {
    const schema = { properties: { id: { pattern: '^(a+)+$' } } };
    expect(told(schema, { id: 'aaa' })).toBeUndefined();
    expect(told(schema, { id: 'b' })).toBe('payload.id pattern "^(a+)+$" +0');
    const long = { id: `${'a'.repeat(5000)}!` };
    const spent = leastCpuTime(() => held(schema).judge(long), 1);
    expect(spent).toBeLessThan(1000);
    expect(told({ patternProperties: { '^(a+)+$': { type: 'null' } } }, { aa: 1 })).toBe(
      'payload.aa type "null" +0',
    );
    expect(errorOf({ pattern: '(?=x)' })?.key).toBe('pattern');
    expect(told({ patternProperties: { '^x_': { type: 'null' } } }, { x_1: 1 })).toBe(
      'payload.x_1 type "null" +0',
    );
    // `pattern` is the name of a member here, not a keyword, and so is data.
    expect(told({ properties: { pattern: { type: 'string' } } }, { pattern: 1 })).toBe(
      'payload.pattern type "string" +0',
    );
    expect(told({ const: { pattern: '(?=x)' } }, { pattern: '(?=x)' })).toBeUndefined();
  });

  test('a schema may be true or false', () => {
    expect(told(true, 1)).toBeUndefined();
    expect(told(false, 1)).toBe('payload not {} +0');
  });
});

test('an invalid schema is rejected with the reason', () => {
  expect(errorOf('{"type":')?.key).toBe('json');
  expect(errorOf('42')?.key).toBe('no-schema');
  expect(errorOf('[]')?.key).toBe('no-schema');
});

test('no code is generated from a schema', () => {
  // It would throw in the app, where `Function` is forbidden.
  const made = globalThis.Function;
  globalThis.Function = new Proxy(made, {
    construct: () => {
      throw new Error('made from a text');
    },
  });
  try {
    expect(told({ type: 'object', properties: { a: { format: 'email' } } }, { a: 'x' })).toMatch(
      /format/,
    );
  } finally {
    globalThis.Function = made;
  }
});
