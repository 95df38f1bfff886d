import { Buffer } from 'node:buffer';
import { decode as cborDecode } from 'cbor2';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastCpuTime } from '../../base/cpuTime.testkit.ts';
import { tries } from '../../base/runs.testkit.ts';
import { MOST_VALUES } from '../tree/builtTree.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { NUMBER_STEPS } from './numberSteps.ts';
import { STEPS } from './steps.ts';
import { bytesOf, plain, readWhole } from './tree.testkit.ts';

/** Builds a step such as `int16le`, `time[]` or `bits` from its arguments. */
function made(name: string, ...args: string[]) {
  const step = STEPS.find((one) => one.name === name);
  if (step === undefined) throw new Error(`There is no step ${name}.`);
  return step.make(args, []);
}

function format(name: string, ...args: string[]): PayloadFormat {
  const result = made(name, ...args);
  if ('key' in result) throw new Error(result.key);
  return result;
}

const read = (of: PayloadFormat, hex: string) => {
  const { tree, error } = of.decode?.(bytesOf(hex)) ?? {};
  return [tree && plain(tree), error];
};
const notation = (of: PayloadFormat, hex: string) => of.decode?.(bytesOf(hex)).tree?.source(0);

/** The number that Node reads at the first byte. */
function byNode(name: string, bytes: Uint8Array): number | bigint {
  const buffer = Buffer.from(bytes);
  const { length } = buffer;
  const isSigned = name.startsWith('int');
  const isLittle = name.endsWith('le');
  if (length === 7) {
    // Extends the sign by one byte, to eight.
    const sign = isSigned && (bytes[isLittle ? 6 : 0] ?? 0) > 127 ? 0xff : 0;
    const wider = isLittle ? [...bytes, sign] : [sign, ...bytes];
    return byNode(name, Uint8Array.from(wider));
  }
  if (length === 8) {
    if (isSigned) return isLittle ? buffer.readBigInt64LE() : buffer.readBigInt64BE();
    return isLittle ? buffer.readBigUInt64LE() : buffer.readBigUInt64BE();
  }
  if (isSigned) return isLittle ? buffer.readIntLE(0, length) : buffer.readIntBE(0, length);
  return isLittle ? buffer.readUIntLE(0, length) : buffer.readUIntBE(0, length);
}

const integerNames = STEPS.map(({ name }) => name).filter((name) =>
  /^u?int\d+(?:[lb]e)?$/.test(name),
);

describe('numbers', () => {
  it('have 8 to 64 bits in both byte orders, or are floats', () => {
    expect(integerNames).toHaveLength(2 + 7 * 4);
    const floats = STEPS.map(({ name }) => name).filter((name) => /^float\d+[lb]e$/.test(name));
    expect(floats).toHaveLength(6);
  });

  it.each(integerNames)('%s keeps every digit that Node reads', (name) => {
    const bytes = Number(/\d+/.exec(name)?.[0]) / 8;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: bytes, maxLength: bytes }), (payload) => {
        expect(String(readWhole(format(name), payload))).toBe(String(byNode(name, payload)));
      }),
      { numRuns: tries(200) },
    );
  });

  it.each([
    ['int64be', '7fffffffffffffff', '9223372036854775807'],
    ['int64le', '0000000000000080', '-9223372036854775808'],
    ['uint64le', 'ffffffffffffffff', '18446744073709551615'],
    ['float32be', '428e999a', '71.3'],
    ['float32le', '0000fe42', '127.0'],
    ['float64be', '405fc00000000000', '127.0'],
    ['float64le', '000000000000f87f', 'NaN'],
    ['float64be', '8000000000000000', '-0.0'],
    ['float16be', '3e00', '1.5'],
    ['float16le', 'ff7b', '65504.0'],
    ['int24be', 'fffffe', '-2'],
  ])('%s of %s is %s', (name, hex, text) => {
    expect(notation(format(name), hex)).toBe(text);
  });

  it('floats equal those of DataView and cbor2', () => {
    const bits = fc.uint8Array({ minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(bits, fc.boolean(), (payload, isLittle) => {
        const order = isLittle ? 'le' : 'be';
        const view = new DataView(payload.buffer, payload.byteOffset, 8);
        expect(readWhole(format(`float64${order}`), payload)).toBe(view.getFloat64(0, isLittle));
        const single = readWhole(format(`float32${order}`), payload.subarray(0, 4));
        expect(Math.fround(Number(single))).toBe(view.getFloat32(0, isLittle));
        const half = payload.subarray(0, 2);
        const asCbor = Uint8Array.of(0xf9, ...(isLittle ? half.toReversed() : half));
        expect(readWhole(format(`float16${order}`), half)).toBe(cborDecode(asCbor));
      }),
      { numRuns: tries(500) },
    );
  });

  it('form arrays of any length', () => {
    expect(read(format('int16le[]'), '0100 ffff 0080')).toEqual([[1, -1, -32768], undefined]);
    expect(read(format('uint8[]'), '')).toEqual([[], undefined]);
    const tree = format('int16le[]').decode?.(bytesOf('0100 ffff')).tree;
    expect([tree?.tape.start(2), tree?.tape.end(2), tree?.path(2)]).toEqual([2, 4, [1]]);
  });

  it('report a wrong length, and keep the values before', () => {
    expect(read(format('int32le'), '010000')).toEqual([undefined, { key: 'ends', offset: 0 }]);
    const rest = { key: 'rest', offset: 1, isHarmless: true };
    expect(read(format('int8'), 'ff00')).toEqual([-1, rest]);
    expect(read(format('int16le[]'), '0100 ff')).toEqual([[1], { key: 'ends', offset: 2 }]);
  });

  it('stop quickly at a limit in a large payload', () => {
    const payload = new Uint8Array(64 << 20);
    const decode = () => format('uint8[]').decode?.(payload);
    expect(decode()?.error).toEqual({ key: 'many', offset: MOST_VALUES - 1 });
    expect(leastCpuTime(decode, 2, 1500)).toBeLessThan(1500);
  });
});

describe('times', () => {
  it.each([
    ['0000000000000000', ['ms'], '1970-01-01T00:00:00Z'],
    ['0000018bcfe56801', ['ms'], '2023-11-14T22:13:20.001Z'],
    ['0168e5cf8b010000', ['ms', 'int64le'], '2023-11-14T22:13:20.001Z'],
    ['6553f100', ['s'], '2023-11-14T22:13:20Z'],
    ['00f15365', ['s', 'uint32le'], '2023-11-14T22:13:20Z'],
    ['ffffffffffffffff', ['us'], '1969-12-31T23:59:59.999999Z'],
    ['17979cfe362a0001', ['ns'], '2023-11-14T22:13:20.000000001Z'],
  ])('%s in %j is %s', (hex, args, text) => {
    expect(read(format('time', ...args), hex)).toEqual([text, undefined]);
  });

  it('agree with Date in its range', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (date) => {
        const payload = new Uint8Array(8);
        new DataView(payload.buffer).setBigInt64(0, BigInt(date.getTime()));
        const text = readWhole(format('time', 'ms'), payload);
        expect(new Date(String(text)).getTime()).toBe(date.getTime());
      }),
      { numRuns: tries(500) },
    );
  });

  it('outside the range of dates stay numbers', () => {
    const most = String((1n << 63n) - 1n);
    expect(read(format('time', 's', 'int64be'), '7fffffffffffffff')).toEqual([most, undefined]);
  });

  it('form arrays, and report an invalid unit', () => {
    expect(read(format('time[]', 's'), '00000001 00000002')).toEqual([
      ['1970-01-01T00:00:01Z', '1970-01-01T00:00:02Z'],
      undefined,
    ]);
    expect(made('time', 'h')).toMatchObject({ key: 'no-choice', args: { at: 0 } });
    expect(made('time', 's', 'float32be')).toMatchObject({ key: 'no-choice', args: { at: 1 } });
  });
});

describe('have the highest bit first, or the lowest of the first byte', () => {
  it('start with the highest bit, or with the lowest of the first byte', () => {
    const args = ['a:3', 'b:5', 'c:12', '_:4'];
    expect(read(format('bits', ...args), 'a5 1234')).toEqual([
      [
        ['a', 5],
        ['b', 5],
        ['c', 0x123],
      ],
      undefined,
    ]);
    expect(read(format('bitsle', ...args), 'a5 1234')).toEqual([
      [
        ['a', 5],
        ['b', 20],
        ['c', 0x412],
      ],
      undefined,
    ]);
  });

  it('may be signed, and have 64 bits', () => {
    expect(read(format('bits', 'a:i4', 'b:i4'), 'f7')[0]).toEqual([
      ['a', -1],
      ['b', 7],
    ]);
    expect(read(format('bits', 'a:64'), 'ffffffffffffffff')[0]).toEqual([
      ['a', '18446744073709551615'],
    ]);
  });

  it('are the digits of one number, and fill it', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(counts, fc.uint8Array({ minLength: 40, maxLength: 40 }), (widths, random) => {
        const total = widths.reduce((sum, width) => sum + width, 0);
        const payload = random.subarray(0, Math.ceil(total / 8));
        const of = format('bits', ...widths.map((width, index) => `f${index}:${width}`));
        const { tree, error } = of.decode?.(payload) ?? {};
        expect(error).toBeUndefined();
        if (tree === undefined) throw new Error('nothing read');
        const rows = [...tree.childRows(0)];
        const digits = rows
          .map((row, index) =>
            BigInt(String(tree.value(row)))
              .toString(2)
              .padStart(widths[index] ?? 0, '0'),
          )
          .join('');
        const whole = Array.from(payload, (byte) => byte.toString(2).padStart(8, '0')).join('');
        expect(digits).toBe(whole.slice(0, total));
        // The fields leave no byte between them, before the first or after the last.
        const places = rows.map((row) => [tree.tape.start(row), tree.tape.end(row)]);
        let reached = 0;
        for (const [start = 0, end = 0] of places) {
          expect(start).toBeLessThanOrEqual(reached);
          reached = end;
        }
        expect(reached).toBe(payload.length);
      }),
      { numRuns: tries(300) },
    );
  });

  it('are rejected if invalid', () => {
    for (const [args, at] of [
      [['a:3', 'b'], 1],
      [['a:0'], 0],
      [['a:65'], 0],
      [[':3'], 0],
      [['a:3x'], 0],
      [[], 0],
    ] as const) {
      expect(made('bits', ...args)).toMatchObject({ key: 'no-bits', args: { at } });
    }
  });

  it('form arrays of any length', () => {
    expect(notation(format('bits[]', 'on:1', 'level:7'), '80 7f')).toBe(
      '[{"on": 1, "level": 0}, {"on": 0, "level": 127}]',
    );
  });
});

it('no step throws on any bytes', () => {
  const formats = NUMBER_STEPS.map(({ name, make, takes }) => {
    const result = make(takes === undefined ? [] : name.startsWith('bits') ? ['a:5'] : ['s'], []);
    if ('key' in result) throw new Error(`${name}: ${result.key}`);
    return result;
  }).filter(({ id }) => !id.startsWith('bits'));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (payload) => {
      const laidOut = formats.map((one) => one.layOut?.(payload)?.text ?? '');
      expect(laidOut.join('')).toBeTypeOf('string');
    }),
    { numRuns: tries(100) },
  );
});
