/** Protobuf without a schema. With a schema it is a step of chains. */
import { Lazy } from '../../../base/lazy.ts';
import type { Certainty, FormatReading, PayloadFormat } from '../../tree/format.ts';

interface Guessing extends FormatReading {
  readonly isMessage: (payload: Uint8Array) => boolean;
}

export const GUESSING = new Lazy<Guessing>(async () => {
  const { guessed, isMessage } = await import('./protobufGuess.ts');
  return { ...guessed, isMessage };
});

/** Byte limit for testing whether a payload is offered as Protobuf. */
const TRIED = 64 << 10;

/** A field number and wire type, with enough bytes for a value. */
function mayBegin(payload: Uint8Array): boolean {
  const [first = 0] = payload;
  return first >= 8 && [0, 1, 2, 3, 5].includes(first & 7) && payload.length >= 2;
}

/**
 * Many kinds of bytes can be read as Protobuf, so it is recognized by a content type and otherwise only
 * offered.
 */
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
