/** Splits JSON text into coloured pieces, only for display. Also accepts templates and broken text. */

export type Tone = 'key' | 'string' | 'number' | 'word' | 'plain';

/** Looks in reading views. The input box draws plain text like any other. */
export const TONE_LOOKS: Readonly<Record<Tone, string>> = {
  key: 'text-syn-key',
  string: 'text-syn-str',
  number: 'text-syn-num',
  word: 'text-syn-kw',
  plain: 'text-syn-op',
};

export interface Piece {
  readonly text: string;
  readonly tone: Tone;
}

const TOKEN =
  /("(?:[^"\\\n]|\\.)*"?)(\s*:)?|(-?\d[\d.eE+-]*)|(\b(?:true|false|null)\b|\{\{(?:(?!\{\{).)*?\}\})/g;

export function jsonPieces(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  const push = (piece: string, tone: Tone) => {
    if (piece !== '') {
      pieces.push({ text: piece, tone });
    }
  };
  for (const match of text.matchAll(TOKEN)) {
    push(text.slice(end, match.index), 'plain');
    const [, string, colon, number, word] = match;
    if (string !== undefined) {
      push(string, colon === undefined ? 'string' : 'key');
      push(colon ?? '', 'plain');
    } else {
      push(number ?? '', 'number');
      push(word ?? '', 'word');
    }
    end = match.index + match[0].length;
  }
  push(text.slice(end), 'plain');
  return pieces;
}
