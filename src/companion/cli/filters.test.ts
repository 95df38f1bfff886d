import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';

test('filters read compressed payloads from the first packet on', async () => {
  vi.resetModules();
  await import('./filters.ts');
  const { payloadReader } = await import('../../payload/formats/reading.ts');
  const packed = new Uint8Array(gzipSync(encodeUtf8('{"t":21.5}')));
  expect(payloadReader(['t'])(packed)).toBe(21.5);
  const { FORMATS, partOf } = await import('../../payload/formats/formats.ts');
  const missing = FORMATS.filter((format) => partOf(format)?.found === undefined && partOf(format));
  expect(missing.map(({ id }) => id)).toEqual([]);
});
