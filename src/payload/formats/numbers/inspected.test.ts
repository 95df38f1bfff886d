import { expect, test } from 'vitest';
import { inspected } from './inspected.ts';

const valuesOf = (bytes: Uint8Array, at = 0, isSwapped = false) =>
  new Map(inspected(bytes, at, isSwapped).map(({ type, ...values }) => [type, values]));

/** The value in network byte order. */
function written(set: (view: DataView) => void, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  set(new DataView(bytes.buffer));
  return bytes;
}

test('reads integers of 8 to 64 bits in both byte orders', () => {
  const values = valuesOf(Uint8Array.of(0xff, 0xfe, 0, 1, 0, 0, 0, 0));
  expect(values.get('uint8')).toEqual({ big: '255' });
  expect(values.get('int8')).toEqual({ big: '-1' });
  expect(values.get('uint16')).toEqual({ big: '65534', little: '65279' });
  expect(values.get('int16')).toEqual({ big: '-2', little: '-257' });
  expect(values.get('uint32')).toEqual({ big: '4294836225', little: `${0x0100feff}` });
  expect(values.get('uint64')?.big).toBe(String(0xfffe0001n << 32n));
});

test('reads floats in both byte orders and both word orders', () => {
  const single = written((view) => view.setFloat32(0, 21.5), 4);
  expect(valuesOf(single).get('float32')?.big).toBe('21.5');
  expect(valuesOf(single.toReversed()).get('float32')?.little).toBe('21.5');
  const [a = 0, b = 0, c = 0, d = 0] = single;
  expect(valuesOf(Uint8Array.of(c, d, a, b), 0, true).get('float32')?.big).toBe('21.5');
  expect(valuesOf(Uint8Array.of(b, a, d, c), 0, true).get('float32')?.little).toBe('21.5');
  const double = written((view) => view.setFloat64(0, -0.1), 8);
  expect(valuesOf(double).get('float64')?.big).toBe('-0.1');
  const words = [6, 7, 4, 5, 2, 3, 0, 1].map((at) => double[at] ?? 0);
  expect(valuesOf(Uint8Array.from(words), 0, true).get('float64')?.big).toBe('-0.1');
});

test('reads times in seconds and milliseconds since 1970', () => {
  const at = Date.UTC(2026, 10, 29, 12, 0, 0, 250);
  const seconds = written((view) => view.setUint32(0, Math.floor(at / 1000)), 4);
  expect(valuesOf(seconds).get('time(s)')?.big).toBe('2026-11-29T12:00:00Z');
  const milliseconds = written((view) => view.setBigUint64(0, BigInt(at)), 8);
  expect(valuesOf(milliseconds).get('time(ms)')?.big).toBe('2026-11-29T12:00:00.25Z');
  expect(valuesOf(milliseconds.toReversed()).get('time(ms)')?.little).toBe(
    '2026-11-29T12:00:00.25Z',
  );
});

test('leaves out what does not fit: values beyond the end, and words of a single register', () => {
  const values = valuesOf(Uint8Array.of(1, 2, 3, 4), 1);
  expect(values.get('uint8')).toEqual({ big: '2' });
  expect(values.get('uint16')).toEqual({ big: '515', little: '770' });
  expect(values.get('uint32')).toEqual({ big: undefined, little: undefined });
  expect([...valuesOf(new Uint8Array(8), 0, true).keys()]).not.toContain('uint16');
});
