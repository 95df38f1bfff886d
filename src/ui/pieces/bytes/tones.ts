import type { Tone } from '../../session/packet/outline.ts';

/** Colours of values by kind. */
export const TONES: Readonly<Record<Tone, string>> = {
  text: 'text-syn-str',
  number: 'text-syn-num',
  word: 'text-syn-kw',
  plain: 'text-fg-2',
};
