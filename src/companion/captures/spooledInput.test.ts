import { expect, onTestFinished, test, vi } from 'vitest';
import { SpooledInput } from './spooledInput.ts';

async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk.slice());
  return Buffer.concat(parts);
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}

test('a stream is read a second time unchanged', async () => {
  const bytes = Uint8Array.from({ length: 600_123 }, (_, at) => (at * 7) >> 3);
  const spool = await SpooledInput.open();
  const first = await joined(spool.filledFrom(inPieces(bytes)));
  const second = await joined(spool.chunks());
  const third = await joined(spool.chunks());
  await spool.close();
  expect([first, second, third].map((one) => one.equals(bytes))).toEqual([true, true, true]);
});

test('names the folder that cannot be written', async () => {
  vi.stubEnv('TMPDIR', '/proc/none');
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  await expect(SpooledInput.open()).rejects.toThrow(
    /temporary file, but \/proc\/none cannot be written: .*\. Set TMPDIR /,
  );
});
