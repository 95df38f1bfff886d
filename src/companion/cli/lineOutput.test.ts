import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { LineOutput } from './lineOutput.ts';

it('many lines are written as they arrive, before any wait for back-pressure', async () => {
  const stream = new PassThrough();
  const output = new LineOutput(stream);
  const line = 'x'.repeat(999);
  for (let count = 0; count < 3000; count += 1) output.line(line);
  expect(stream.readableLength + stream.writableLength).toBeGreaterThan(2_000_000);
  stream.resume();
  await output.flush(true);
  expect(stream.writableNeedDrain).toBe(false);
});
