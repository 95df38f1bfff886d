/** CBOR with embedded items (RFC 8949, section 3.4.5.1). Its reader is loaded on first use. */
import { Lazy } from '../../base/lazy.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { cbor } from './cbor.ts';
import { CBOR } from './names.ts';

/** The two bytes of tag 24. */
const EMBEDDED = [0xd8, 24] as const;

function hasEmbedded(payload: Uint8Array): boolean {
  return payload.some((byte, at) => byte === EMBEDDED[0] && payload[at + 1] === EMBEDDED[1]);
}

export const cborEmbedded: PayloadFormat = {
  id: 'cbor-embedded',
  name: 'CBOR (embedded)',
  extension: '.cbor',
  mediaType: /^application\/(?:[\w.+-]+\+)?cbor(?![\w.-])/i,
  shown: 'where-found',
  detect(payload, isNamed) {
    // Arrays, maps and tags.
    const first = payload[0] ?? 0;
    if (first < 0x81 || first > 0xdb || !hasEmbedded(payload)) return undefined;
    return cbor.detect?.(payload, isNamed) === 'sure' ? 'sure' : undefined;
  },
  readBy: new Lazy(async () => (await import('./cbor/embeddedReading.ts')).embeddedReading),
};

/** The chosen format, which opens embedded items where there are any. */
export const cborStep: PayloadFormat = {
  ...CBOR,
  extension: '.cbor',
  readBy: new Lazy(async () => {
    const { embeddedReading } = await import('./cbor/embeddedReading.ts');
    const readingOf = (payload: Uint8Array) => (hasEmbedded(payload) ? embeddedReading : cbor);
    return {
      decode: (payload) => readingOf(payload).decode?.(payload) ?? { tree: undefined },
      layOut: (payload) => readingOf(payload).layOut?.(payload),
    };
  }),
};
