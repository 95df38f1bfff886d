/** Finds secrets by their names in what a person has copied: logs, JSON, source code, the console's tables. */

const NAME = String.raw`secret\w{0,20}|(?:iot|device)[\s_.-]?token|密钥`;
/** The size of an array of C, a closing mark of the name's own, a count in brackets. */
const BEHIND = String.raw`(?:\[[^\]\r\n]{0,60}\](?=\s{0,4}=))?[\\"'”\]]{0,4}\s{0,20}(?:\(\d{1,4}\)\s?)?`;
const SEPARATOR = String.raw`(?:[:=：>]|->|\bis\b|为|是)[:=>]?\s{0,20}`;
const QUOTED = String.raw`\\{0,4}["'“]([^"'”\\\r\n]{1,600})|\[([^\]\r\n]{1,600})\]`;
const BARE = String.raw`([^\s"'“”\\,;，；&|<>()[\]{}]{1,600})`;
/** With nothing between name and value but blanks: no word of a sentence is so long. */
const ALONE = String.raw`\s{1,20}([A-Za-z0-9]{16,600})`;

const NAMED = new RegExp(
  String.raw`(?:${NAME})${BEHIND}(?:${SEPARATOR}(?:${QUOTED}|${BARE})|\s{0,20}(?:${QUOTED})|${ALONE})`,
  'giud',
);

/** The text with the values of secrets replaced, wherever a name such as `device_secret` stands before them. */
export function withoutNamedSecrets(text: string, mask: (length: number) => string): string {
  let rest = '';
  let done = 0;
  for (const { indices } of text.matchAll(NAMED)) {
    const [from, to] = indices?.slice(1).find((place) => place !== undefined) ?? [done, done];
    rest += text.slice(done, from) + mask(to - from);
    done = to;
  }
  return rest + text.slice(done);
}
