/**
 * Makes untrusted text safe to read wherever the app shows it: no character is invisible, and none changes
 * the order of the text. Characters without a glyph are unchanged in scripts and emoji that need them, and
 * marked everywhere else. In names, characters that look like others are marked, too.
 */

/** Scripts that use joiners to join letters or to split conjuncts. */
const JOINED = [
  'Arab',
  'Syrc',
  'Mong',
  'Nkoo',
  'Mand',
  'Mani',
  'Phag',
  'Deva',
  'Beng',
  'Guru',
  'Gujr',
]
  .concat('Orya', 'Taml', 'Telu', 'Knda', 'Mlym', 'Sinh', 'Khmr', 'Mymr', 'Tibt', 'Java', 'Bali')
  .map((script) => String.raw`\p{scx=${script}}`)
  .join('');

const PICTURE = String.raw`\p{Extended_Pictographic}`;

/** Invisible characters in their legitimate places. */
const AT_HOME = [
  // Joiners between letters: Persian می‌خواهم.
  String.raw`(?<=[${JOINED}])[\u200c\u200d](?=[${JOINED}])`,
  // Emoji sequences: 👩‍🚀; in colour or black: ❤️; keycaps: 1️⃣.
  String.raw`(?<=${PICTURE}[\ufe0f\u{1f3fb}-\u{1f3ff}]?)\u200d(?=${PICTURE})`,
  String.raw`(?<=${PICTURE})[\ufe0e\ufe0f]`,
  String.raw`(?<=[0-9#*])\ufe0f(?=\u20e3)`,
  // The flags of England, Scotland and Wales are the only ones made of tag characters.
  ...['gbeng', 'gbsct', 'gbwls'].map((region) => `\u{1f3f4}${tagged(region)}\u{e007f}`),
  // Variation selectors of Mongolian letters.
  String.raw`(?<=\p{Script=Mongolian})[\u180b-\u180f](?=\p{Script=Mongolian})`,
].join('|');

function tagged(letters: string): string {
  return letters.replace(/./g, (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0)));
}

/** Controls, ignorable and bidirectional characters, and two that look like a blank. */
const UNSEEN = String.raw`[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\ufff9-\ufffb\u2800]`;

const INVISIBLE = new RegExp(`${AT_HOME}|(${UNSEEN})`, 'gu');

/** Text that needs no further check. */
const PLAIN = /^[\x20-\x7e]*$/;

function codeOf(char: string): string {
  return `⟨U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

function visible(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '␡' : codeOf(char);
}

/** Makes every illegitimate invisible character visible, including line ends. */
export function visibleText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(INVISIBLE, (at: string, unseen?: string) =>
    unseen === undefined ? at : visible(unseen),
  );
}

/** Escapes other than hexadecimal ones. */
const ESCAPES = new Map([
  [0x09, String.raw`\t`],
  [0x0a, String.raw`\n`],
  [0x0d, String.raw`\r`],
]);

/** Splits a result of `visibleText` or `visibleName`: each control character is an escape such as `\r`. */
export function controlsIn(visible: string): readonly (string | { readonly escape: string })[] {
  if (PLAIN.test(visible)) return [visible];
  return visible
    .split(/([\u2400-\u241f\u2421])/u)
    .map((part, at) => (at % 2 === 0 ? part : { escape: escapeOf(part) }))
    .filter((part) => part !== '');
}

function escapeOf(picture: string): string {
  const code = picture === '␡' ? 0x7f : (picture.codePointAt(0) ?? 0) - 0x2400;
  return ESCAPES.get(code) ?? String.raw`\x${code.toString(16).padStart(2, '0')}`;
}

/** Letters that look like Latin ones. */
const LIKE_LATIN =
  /[аеорсухѕіјһԁԛԝѵӏАВЕЅІЈКМНОРСТУХԌҺԚԜονΑΒΕΖΗΙΚΜΝΟΡΤΥΧϲϳͿօոսհզցքՕՏԼՍ\p{Script=Cherokee}\p{Script=Lisu}\p{Script=Coptic}]/u;
/** The Latin letters that these look like. */
const LIKE_OTHERS = /[aeopcyxsijhdqwvlbABEKMHOPCTYXISJZNGLU]/;
/**
 * Characters that look like ASCII: slashes that separate no levels, colons, mathematical and phonetic
 * letters, small capitals.
 */
const LIKE_ASCII =
  /[\u2044\u2215\u2571\u29f8\uff0f\u02d0\u05c3\u2236\ua789\u01c0\u01c3\u{1d400}-\u{1d7ff}\u0251\u0261\u0262\u026a\u0274\u0280\u028f\u0299\u029c\u029f\u1d00-\u1d22\ua730\ua731]/gu;
/** Compatibility forms of ASCII letters and digits, such as full-width ones. */
const OTHER_FORM = /(?!\p{ASCII}|[\u{1d400}-\u{1d7ff}]|\p{Lm})[\p{L}\p{Nl}\p{Nd}]/gu;
/** A letter with combining marks, or a decomposed Hangul syllable: a single character may exist. */
const IN_PARTS = /\p{L}\p{M}+|[\u1100-\u115e\u1161-\u11ff]{2,}/gu;
/** Turkish has a dotless i. */
const DOTLESS = /\u0131/g;
const TURKISH = /[ğşçöüİĞŞÇÖÜ]/;
const LATIN = /\p{Script=Latin}/u;
const ALL_LATIN = /\p{Script=Latin}/gu;
const OTHERS =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Lisu}\p{Script=Coptic}]/gu;
const WORD = /\p{L}[\p{L}\p{M}]*/gu;

/** Invisible blanks (at an edge of a level, beside another) and blanks other than U+0020. */
const BLANKS = /^ +| +$|(?<= ) +|(?! )\p{Zs}/gu;

/**
 * Shows a topic name or filter, a client identifier or a user name like `visibleText`, and marks letters that
 * imitate other names. Words in one alphabet are unchanged, unless each letter could be Latin and the rest of
 * the name does not use that alphabet.
 */
export function visibleName(name: string): string {
  const levels = name.split('/').map(withBlanks);
  if (levels.every((level) => PLAIN.test(level))) return levels.join('/');
  const letters = lettersOf(name);
  return levels.map((level) => visibleLetters(level, letters)).join('/');
}

/** Shows a single level of a name. */
export function visibleLevel(level: string, name: string): string {
  const spaced = withBlanks(level);
  return PLAIN.test(spaced) ? spaced : visibleLetters(spaced, lettersOf(name));
}

/** Properties of a whole name that decide how its letters are shown. */
interface Letters {
  readonly mayBeLatin: boolean;
  readonly isTurkish: boolean;
}

/** Reads the whole name. Call it once per name, because a name may have 65,535 levels. */
function lettersOf(name: string): Letters {
  return {
    mayBeLatin: LATIN.test(name) || !(name.match(OTHERS) ?? []).some(isUnlikeLatin),
    isTurkish: TURKISH.test(name),
  };
}

const withBlanks = (level: string): string =>
  level.replace(BLANKS, (blanks) => blanks.replace(/./gu, blank));

function visibleLetters(level: string, { mayBeLatin, isTurkish }: Letters): string {
  if (PLAIN.test(level)) return level;
  return visibleText(level)
    .replace(IN_PARTS, inParts)
    .replace(LIKE_ASCII, withCode)
    .replace(OTHER_FORM, otherForm)
    .replace(DOTLESS, (char) => (isTurkish ? char : withCode(char)))
    .replace(WORD, (word, at: number, whole: string) =>
      // The markers themselves are not words of the name.
      word === 'U' && whole[at - 1] === '⟨' ? word : visibleWord(word, mayBeLatin),
    );
}

const withCode = (char: string): string => char + codeOf(char);

const isUnlikeLatin = (letter: string): boolean => !LIKE_LATIN.test(letter);

function blank(char: string): string {
  return char === ' ' ? '␠' : codeOf(char);
}

function inParts(text: string): string {
  const [, ...rest] = Array.from(text);
  return text.normalize('NFC') === text ? text : text + rest.map(codeOf).join('');
}

function otherForm(char: string): string {
  return /^[A-Za-z0-9]$/.test(char.normalize('NFKC')) ? withCode(char) : char;
}

/** In a word of two alphabets, marks the letters of the rarer one. */
function visibleWord(word: string, mayBeLatin: boolean): string {
  const others = word.match(OTHERS)?.length ?? 0;
  if (others === 0) return word;
  const latin = word.match(ALL_LATIN)?.length ?? 0;
  const letters = Array.from(word);
  const marked = (like: RegExp): string =>
    letters.map((letter) => (like.test(letter) ? withCode(letter) : letter)).join('');
  if (latin > 0) return marked(latin >= others ? LIKE_LATIN : LIKE_OTHERS);
  const isAllAlike = mayBeLatin && letters.every((letter) => LIKE_LATIN.test(letter));
  return isAllAlike ? marked(LIKE_LATIN) : word;
}
