/** Finds secrets by their names in copied text: logs, JSON, source code, the console's tables. */

const NAME = String.raw`secret\w{0,20}|(?:iot|device)[\s_.-]?token|密钥`;
/** The size of a C array, a closing quote of the name, a count in brackets. */
const BEHIND = String.raw`(?:\[[^\]\r\n]{0,60}\](?=\s{0,4}=))?[\\"'”\]]{0,4}\s{0,20}(?:\(\d{1,4}\)\s?)?`;
const SEPARATOR = String.raw`(?:[:=：>]|->|\bis\b|为|是)[:=>]?\s{0,20}`;
const QUOTED = String.raw`\\{0,4}["'“]([^"'”\\\r\n]{1,600})|\[([^\]\r\n]{1,600})\]`;
const BARE = String.raw`([^\s"'“”\\,;，；&|<>()[\]{}]{1,600})`;
/** Only white space between name and value: no word of a sentence is that long. */
const ALONE = String.raw`\s{1,20}([A-Za-z0-9]{16,600})`;

const NAMED = new RegExp(
  String.raw`(?:${NAME})${BEHIND}(?:${SEPARATOR}(?:${QUOTED}|${BARE})|\s{0,20}(?:${QUOTED})|${ALONE})`,
  'giud',
);

/** Replaces the values of secrets after a name such as `device_secret`. */
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
