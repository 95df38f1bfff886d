/** Finds secrets by their names in copied text: logs, JSON, source code, the console's tables. */
import { SECRET_NAMES_IN_TEXT } from './secretNames.ts';

const NAME = String.raw`secret\w{0,20}|(?:iot|device)[\s_.-]?token|密钥`;
/** The size of a C array, a closing quote of the name, a count in brackets. */
const BEHIND = String.raw`(?:\[[^\]\r\n]{0,60}\](?=\s{0,4}=))?[\\"'”\]]{0,4}\s{0,20}(?:\(\d{1,4}\)\s?)?`;
const SEPARATOR = String.raw`(?:[:=：>]|->|\bis\b|为|是)[:=>]?\s{0,20}`;
const QUOTED = String.raw`\\{0,4}["'“]([^"'”\\\r\n]{1,600})|\[([^\]\r\n]{1,600})\]`;
const BARE = String.raw`([^\s"'“”\\,;，；&|<>()[\]{}]{1,600})`;
/** Characters that end a word. */
const WORD = String.raw`\s"'“”\\,;:=，；&|<>()[\]{}`;
/**
 * Only white space, also the end of a line, between name and value: words of a sentence are not that long,
 * and have no digits.
 */
const ALONE = String.raw`\s{1,20}([A-Za-z0-9]{16,600}|(?=[^${WORD}\d]{0,40}\d)(?=[^${WORD}A-Za-z]{0,40}[A-Za-z])[^${WORD}]{6,600})`;
/** An argument of a function, such as \`setPassword("…")\`. */
const ARGUMENT = String.raw`\(\s{0,4}["']([^"'\r\n]{1,600})["']`;

const NAMED = new RegExp(
  String.raw`(?:${NAME})${BEHIND}(?:${SEPARATOR}(?:${QUOTED}|${BARE})|\s{0,20}(?:${QUOTED})|${ALONE}|${ARGUMENT})`,
  'giud',
);

/** All names of secrets, and places where programs write them. */
const ELSEWHERE: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<!\b(?:or|and)\s|[或和])${SECRET_NAMES_IN_TEXT}${BEHIND}(?:(?:[:=：>]|->|为|是)[:=>]?\s{0,20}(?!(?:Bearer|Basic)\s)(?:${QUOTED}|${BARE})|\s{0,20}(?:${QUOTED})|${ALONE}|${ARGUMENT})`,
    'giud',
  ),
  // Options of Mosquitto's clients, headers, and addresses.
  /(?<=^|\s)(?:-pw[\s=]\s{0,4}|-P(?:[\s=]\s{0,4}|(?=[^\s\d]{0,40}\d))|--(?:pw|psk|pass(?:word|wd)?)[\s=]\s{0,4})["']?([^\s"']{1,600})/dg,
  /\b(?:Bearer|Basic)\s{1,4}([^\s"',;]{1,4000})/dgi,
  /:\/\/[^\s/@:]{0,300}:([^\s/@]{1,600})@/dg,
  /(?<![^\s"'=(])[\w.&+-]{1,100}:([^\s/@:"']{1,300})@[\w.-]/dg,
  // The last of three texts as arguments: client id, user name and password.
  /\(\s{0,4}["'][^"'\r\n]{0,600}["']\s{0,4},\s{0,4}["'][^"'\r\n]{0,600}["']\s{0,4},\s{0,4}["']([^"'\r\n]{1,600})["']/dg,
  /(?:(?:pw|password)_?set|set_?(?:login|user|auth|credentials?))\s{0,4}\(\s{0,4}["'][^"'\r\n]{0,600}["']\s{0,4},\s{0,4}["']([^"'\r\n]{1,600})["']/dgi,
  // The third text of a module's command: client id or address, user name and password.
  /\bAT\+\w{2,20}=(?:[^"\r\n]{0,60}"[^"\r\n]{0,600}"){2}[^"\r\n]{0,60}"([^"\r\n]{1,600})"/dg,
  // A signature, a key in hexadecimal or in Base64, a JSON Web Token.
  /(?<![\w+/=-])([0-9a-f]{24,128}|(?=[A-Za-z0-9+/]{0,128}\d)[A-Za-z0-9+/]{20,128}={1,2}|eyJ[\w-]{10,4000}\.[\w.-]{1,8000})(?![\w+/=-])/dgi,
];

/** Shorter values would mask ordinary words elsewhere in the line. */
const SHORTEST = 6;
/** Values that are searched in the whole line. */
const MOST_REPEATED = 50;

/** Replaces the values of secrets after a name such as `device_secret`. */
export function withoutNamedSecrets(text: string, mask: (length: number) => string): string {
  let rest = '';
  let done = 0;
  for (const [from, to] of placesOf(NAMED, text)) {
    rest += text.slice(done, from) + mask(to - from);
    done = to;
  }
  return rest + text.slice(done);
}

/** Replaces everything in a line of a log that is or may be a secret, wherever the line repeats it. */
export function quotable(line: string): string {
  const values = new Set<string>();
  let rest = line;
  for (const shape of [NAMED, ...ELSEWHERE]) {
    let masked = '';
    let done = 0;
    for (const [from, to] of placesOf(shape, rest)) {
      values.add(rest.slice(from, to));
      masked += rest.slice(done, from) + stars(to - from);
      done = to;
    }
    rest = masked + rest.slice(done);
  }
  for (const value of [...values].slice(0, MOST_REPEATED)) {
    if (value.length >= SHORTEST) rest = rest.replaceAll(value, stars(value.length));
  }
  return rest;
}

const stars = (length: number): string => '*'.repeat(length);

/** Places of the first group that each match has. */
function* placesOf(shape: RegExp, text: string): Generator<readonly [from: number, to: number]> {
  for (const { indices } of text.matchAll(shape)) {
    const place = indices?.slice(1).find((one) => one !== undefined);
    if (place !== undefined) yield place;
  }
}
