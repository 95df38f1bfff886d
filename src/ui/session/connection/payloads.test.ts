import { deflateSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { absent } from '../../../payload/formats/absent.testkit.ts';
import { zlib } from '../../../payload/formats/compressed/deflated.ts';
import { certainFormatOf } from '../../../payload/formats/formats.ts';
import type { PayloadFormat } from '../../../payload/tree/format.ts';
import { whenRead } from './payloads.ts';

afterEach(() => vi.restoreAllMocks());

test('a payload is processed once, after all its parts are loaded', async () => {
  const ofZlib = absent(zlib);
  const saved: (string | undefined)[] = [];
  const save = (payload: Uint8Array) =>
    whenRead<PayloadFormat | undefined>(
      () => certainFormatOf(payload),
      (format) => saved.push(format?.extension),
    );
  save(encodeUtf8('{"a":1}'));
  expect(saved).toEqual(['.json']);
  save(new Uint8Array(deflateSync('{"a":1}')));
  save(Uint8Array.of(0x78, 0x9c, 1, 2, 3, 4, 5, 6, 7, 8));
  expect(saved).toEqual(['.json']);
  await ofZlib.arrive();
  expect(saved).toEqual(['.json', '.zz', '.bin']);
});
