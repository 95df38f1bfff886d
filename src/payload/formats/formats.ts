/** The payload formats. What a payload is, is asked in this order, which is also that of menus. */
import { base64, hex } from './binary.ts';
import { cbor } from './cbor.ts';
import { gzip, zlib } from './deflated.ts';
import type { PayloadFormat } from './format.ts';
import { json } from './json.ts';
import { messagePack } from './messagePack.ts';
import { text } from './text.ts';
import { ANY_BYTES } from './written.ts';

export const FORMATS: readonly PayloadFormat[] = [
  json,
  text,
  cbor,
  messagePack,
  gzip,
  zlib,
  hex,
  base64,
];

export function formatNamed(id: string): PayloadFormat {
  return FORMATS.find((format) => format.id === id) ?? ANY_BYTES;
}

function namedBy(contentType: string | undefined): readonly PayloadFormat[] {
  if (contentType === undefined) return [];
  return FORMATS.filter(({ mediaType }) => mediaType?.test(contentType));
}

/**
 * What a payload is. The bytes decide; a content type (MQTT 5) counts where they bear it out, and where
 * they are nothing else. undefined: an empty payload.
 */
export function formatOf(payload: Uint8Array, contentType?: string): PayloadFormat | undefined {
  if (payload.length === 0) return undefined;
  const named = namedBy(contentType);
  return (
    named.find(({ detect }) => detect?.(payload, true) === 'sure') ??
    FORMATS.find(({ detect }) => detect?.(payload, false) === 'sure') ??
    named.find(({ detect }) => detect?.(payload, true) === 'begun') ??
    ANY_BYTES
  );
}

/** The ways to look at a payload, with what it may have been meant to be where it is none. */
export function formatsToShow(payload: Uint8Array, found: PayloadFormat | undefined) {
  return FORMATS.filter((format) => {
    if (format.shown === 'always' || format === found) return true;
    return found === ANY_BYTES && format.detect?.(payload, false) === 'begun';
  });
}
