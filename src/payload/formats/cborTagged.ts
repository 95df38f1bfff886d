/** CBOR with tags that change the meaning of its items. Its reader is loaded on first use. */
import { Lazy } from '../../base/lazy.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { cbor } from './cbor.ts';
import { CBOR } from './names.ts';

/** Initial bytes of tags of one and two further bytes. */
const TAG_8 = 0xd8;
const TAG_16 = 0xd9;

/** Embedded items, string references, typed arrays, and COSE with several signers or recipients. */
const isTelling = (tag: number): boolean =>
  tag === 24 || tag === 25 || (tag >= 64 && tag <= 87) || (tag >= 96 && tag <= 98);

/** Tags 16 to 18 of COSE, also within tag 61 of a CWT (RFC 8392). */
function isCose(payload: Uint8Array): boolean {
  const at = payload[0] === TAG_8 && payload[1] === 61 ? 2 : 0;
  const first = payload[at] ?? 0;
  return first >= 0xd0 && first <= 0xd2;
}

function hasTellingTag(payload: Uint8Array): boolean {
  if (isCose(payload)) return true;
  for (let at = 0; at + 1 < payload.length; at += 1) {
    const next = payload[at + 1] ?? 0;
    if (payload[at] === TAG_8 && isTelling(next)) return true;
    // Tag 256: a namespace of string references.
    if (payload[at] === TAG_16 && next === 1 && payload[at + 2] === 0) return true;
  }
  return false;
}

export const cborTagged: PayloadFormat = {
  id: 'cbor-tagged',
  name: 'CBOR (tags)',
  extension: '.cbor',
  mediaType: /^application\/(?:(?:cose|cwt)\b|(?:[\w.+-]+\+)?cbor(?![\w.-]))/i,
  shown: 'where-found',
  detect(payload, isNamed) {
    // Arrays, maps and tags.
    const first = payload[0] ?? 0;
    if (first < 0x81 || first > 0xdb || !hasTellingTag(payload)) return undefined;
    return cbor.detect?.(payload, isNamed) === 'sure' ? 'sure' : undefined;
  },
  readBy: new Lazy(async () => (await import('./cbor/taggedReading.ts')).taggedReading),
};

/** The chosen format, which resolves tags where there are any. */
export const cborStep: PayloadFormat = {
  ...CBOR,
  extension: '.cbor',
  readBy: new Lazy(async () => {
    const { taggedReading } = await import('./cbor/taggedReading.ts');
    const readingOf = (payload: Uint8Array) => (hasTellingTag(payload) ? taggedReading : cbor);
    return {
      decode: (payload) => readingOf(payload).decode?.(payload) ?? { tree: undefined },
      layOut: (payload) => readingOf(payload).layOut?.(payload),
    };
  }),
};
