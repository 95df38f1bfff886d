import { withoutLoneSurrogates } from './utf8.ts';

/** Percent-encodes a text. Unlike `encodeURIComponent`, it accepts lone surrogates, and replaces them with U+FFFD. */
export const percentEncoded = (text: string): string =>
  encodeURIComponent(withoutLoneSurrogates(text));
