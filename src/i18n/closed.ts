const ENDED = { '.': /\.$/, '。': /[。？！]$/ } as const;

/** With the full stop of its language, where it does not end as a sentence already. */
export function closed(text: string, stop: keyof typeof ENDED): string {
  return ENDED[stop].test(text) ? text : `${text}${stop}`;
}
