/** Protobuf of which nobody gave the schema; with one it is a step of chains. */
import { Lazy } from '../../../base/lazy.ts';
import type { Certainty, FormatReading, PayloadFormat } from '../../tree/format.ts';

interface Guessing extends FormatReading {
  readonly isMessage: (payload: Uint8Array) => boolean;
}

export const GUESSING = new Lazy<Guessing>(async () => {
  const { guessed, isMessage } = await import('./protobufGuess.ts');
  return { ...guessed, isMessage };
});

/** Bytes up to which a payload is tried for being offered as one. */
const TRIED = 64 << 10;

/** A field's number and wire type, and room for a value. */
function mayBegin(payload: Uint8Array): boolean {
  const [first = 0] = payload;
  return first >= 8 && [0, 1, 2, 3, 5].includes(first & 7) && payload.length >= 2;
}

/** Bytes of all kinds can be read so: it is taken for it where a content type says so, and offered otherwise. */
function detect(payload: Uint8Array, isNamed: boolean): Certainty {
  if (!mayBegin(payload)) return undefined;
  const found = GUESSING.found;
  if (!isNamed) {
    return payload.length <= TRIED && found?.isMessage(payload) === true ? 'guess' : undefined;
  }
  if (found === undefined) return 'untried';
  return found.isMessage(payload) ? 'sure' : 'begun';
}

export const protobuf: PayloadFormat = {
  id: 'protobuf',
  name: 'Protobuf',
  extension: '.pb',
  mediaType: /^application\/(?:(?:x-|vnd\.google\.)?protobuf|(?:[\w.+-]+\+)proto(?:buf)?)\b/i,
  shown: 'where-found',
  detect,
  readBy: GUESSING,
};
