const ENDED = { '.': /\.$/, '。': /[。？！]$/ } as const;

/** Adds the full stop of the language, unless the text ends as a sentence. */
export function closed(text: string, stop: keyof typeof ENDED): string {
  return ENDED[stop].test(text) ? text : `${text}${stop}`;
}
