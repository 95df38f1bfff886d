/** Patterns of client id, user name and password in texts, with a label or by their form only. */
type Field = 'clientId' | 'userName' | 'password';

/** A value with its position. */
export interface Sighting {
  readonly field: Field;
  readonly value: string;
  readonly at: number;
  readonly end: number;
}

const LABELS: Readonly<Record<Field, string>> = {
  clientId: String.raw`(?:mqtt[\s_.-]?)?client[\s_-]?id(?:entifier)?|客户端\s?(?:id|标识符?)|客户端ID`,
  userName: String.raw`(?:mqtt[\s_.-]?)?user[\s_-]?name|(?:mqtt[\s_.-]?)?user|用户名称?`,
  password: String.raw`(?:mqtt[\s_.-]?)?pass(?:word|wd)?|(?:mqtt[\s_.-]?)?pwd|密码|口令`,
};

/** Options of Mosquitto's clients. */
const OPTIONS: Readonly<Record<Field, string>> = {
  clientId: '-i|--id',
  userName: '-u|--username',
  password: '-P|--pw',
};

/** A quoted value, kept unchanged. */
const QUOTED = String.raw`[bBuL@]?"([^"\r\n]{0,600})"|[bBuL@]?'([^'\r\n]{0,600})'|“([^”\r\n]{0,600})”|\[([^\]\r\n]{0,600})\]`;
/**
 * A tail with additions of the vendor's packages: white space and line ends after commas, a bar in a value.
 */
const TAIL_REST = String.raw`(?:[^|\r\n"'，]|,[ \t]{0,20}\r?\n\s{0,40}){0,500}(?:\|(?:Broswer|Browser|Ali|WX|UNKNOW\w*)(?:[^|\r\n"']|,[ \t]{0,20}\r?\n\s{0,40}){0,300})?\|`;
const OPEN_REST = String.raw`[\w=,.&;:-]{0,300}`;
const BASE = String.raw`[^|\s"'<>，]{0,200}`;
const BARE: Readonly<Record<Field, string>> = {
  clientId: `(${BASE}(?:[|](?:${TAIL_REST}|${OPEN_REST}))?)`,
  userName: String.raw`((?:&amp;|[^\s"',;，；<]){1,200})`,
  password: String.raw`(\{\s{0,20}0x[\da-f]{1,2}(?:\s{0,20},\s{0,20}0x[\da-f]{1,2}){3,70}\s{0,20},?\s{0,20}\}|[^\s"',;，；)}\]<]{1,300})`,
};

/** The values of `client_id, user_name, password = "…", "…", "…"` are found by their forms. */
const NOT_IN_LIST = String.raw`(?<!\w\s?,\s?(?=\w{1,20}\s{0,4}=\s{0,4}["'][^"'\r\n]{0,600}["']\s?,\s?["']))`;

/** A label, an optional closing quote, a separator, and the value, possibly on the next line. */
const labelled = (field: Field): RegExp =>
  new RegExp(
    String.raw`(?<![A-Za-z])${NOT_IN_LIST}(?:${LABELS[field]})["'”\]]?\s{0,20}(?:\(\d+\)\s?)?(?:[:=：>]|->|\bis\b|为|是)[:=>]?\s{0,20}(?:${QUOTED}|${BARE[field]})`,
    'giu',
  );

const optioned = (field: Field): RegExp =>
  new RegExp(String.raw`(?<=\s)(?:${OPTIONS[field]})[\s=]\s{0,4}(?:${QUOTED}|(\S{1,600}))`, 'gu');

/** Macros and constants of source code: `#define CLIENT_ID "…"`. */
const defined = (field: Field): RegExp =>
  new RegExp(String.raw`(?:${LABELS[field]})\w{0,10}\s{1,20}(?:${QUOTED})`, 'giu');

/** A missing password: nothing between its label and the end, or an empty text as an argument. */
const EMPTIED: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<![A-Za-z])(?:${LABELS.password})["'”\]]?[ \t]{0,20}[:=：]\s{0,200}$()`,
    'giu',
  ),
  new RegExp(
    String.raw`(?<![A-Za-z])(?:${LABELS.password})\w{0,10}\s{0,4}\((?:[^()"'\r\n]{0,60},)?\s{0,4}(?:""|'')()\s{0,4}\)`,
    'giu',
  ),
];

const FIELDS = ['clientId', 'userName', 'password'] as const;

const PATTERNS = FIELDS.map((field) => ({
  field,
  shapes: [
    labelled(field),
    optioned(field),
    defined(field),
    ...(field === 'password' ? EMPTIED : []),
  ],
}));

/** In any notation of its bytes. */
const LIKE_A_SIGNATURE = /^[\w+/=%\\-]{12,}$/;

/** A C array of bytes as one character each; the end of a sentence is removed from other values. */
function unlisted(bare: string): string {
  if (!/^\{\s*0x/i.test(bare)) return bare.replace(/[.。]+$/, '');
  const bytes = bare.match(/0x[0-9a-f]{1,2}/gi) ?? [];
  return String.fromCharCode(...bytes.map(Number));
}

const isOnNextLine = (whole: string, bare: string): boolean =>
  bare !== '' && whole.slice(0, -bare.length).includes('\n');

export function sightings(text: string): readonly Sighting[] {
  const found = PATTERNS.flatMap(({ field, shapes }) =>
    shapes.flatMap((shape) =>
      [...text.matchAll(shape)].map((match): Sighting => {
        const [quoted, bare] = [match.slice(1, 5), match[5] ?? ''];
        // Removes the end of a sentence.
        const value = quoted.find((part) => part !== undefined) ?? unlisted(bare);
        const { 0: whole, index: at } = match;
        if (field === 'password' && isOnNextLine(whole, bare) && !LIKE_A_SIGNATURE.test(bare)) {
          return { field, value: '', at, end: at + whole.search(/\s*\n/) };
        }
        return { field, value, at, end: at + whole.length };
      }),
    ),
  );
  // An empty password in quotes was really sent empty.
  const likely = plausible(
    found.filter(
      ({ field, value }) => (value !== '' || field === 'password') && !/^[*•xX]+$/.test(value),
    ),
  );
  return outermost(likely.toSorted((a, b) => a.at - b.at || b.end - a.end));
}

/** Removes sightings inside another one, which is a value that contains a label's word. */
function outermost(sorted: readonly Sighting[]): readonly Sighting[] {
  const kept: Sighting[] = [];
  let end = 0;
  for (const sighting of sorted) {
    if (sighting.end > end) kept.push(sighting);
    end = Math.max(end, sighting.end);
  }
  return kept;
}

/** Characters that the value must contain; if any value has one, values without it are something else. */
const MARKS = { clientId: '|', userName: '&' } as const;

function plausible(found: readonly Sighting[]): readonly Sighting[] {
  const isMarked = ({ field, value }: Sighting) =>
    field === 'password' || value.includes(MARKS[field]);
  const marked = new Set(found.filter(isMarked).map(({ field }) => field));
  return found.filter((one) => isMarked(one) || !marked.has(one.field));
}

export type Group = Readonly<Partial<Record<Field, string>>>;

const ANY_CLIENT_ID = new RegExp(
  String.raw`${BASE}\|(?=[^|\r\n]{0,200}securemode)(?:${TAIL_REST}|${OPEN_REST})`,
  'giu',
);
const ANY_USER_NAME = /(?<![\w@.:&=?/-])[\w@.:-]{1,64}&[A-Za-z0-9]{4,20}(?![\w&=|@.])/g;
const ANY_PASSWORD =
  /(?<![\w+/=-])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32}|[0-9A-F]{64}|[0-9A-F]{40}|[0-9A-F]{32})(?![\w+/=-])/g;
/** A truncated or overlong password, or one in Base64, with at least a quarter of its length. */
const LOOSE_PASSWORD =
  /(?<![\w+/=-])(?:(?=\d*[a-f])[0-9a-f]{16,128}|(?=\d*[A-F])[0-9A-F]{16,128}|(?=[A-Za-z0-9+/]*\d)[A-Za-z0-9+/]{20,128}={1,2})(?![\w+/=-])/g;
/** After a user name, as in AT commands and function calls. */
const EMPTY_PASSWORD = /&[A-Za-z0-9]{4,20}"\s{0,4},\s{0,4}""/;
/** A line of Quectel's modules with the three values of the device and no password. */
const TELLS_SECRET = /"aliauth"/i;
/** Characters of a line that are searched for it. */
const LONGEST_LINE = 1000;
const OF_SECRET = /(?:secret|key|token|密钥|md5|uuid)\W{0,6}$/i;

/** Finds values without labels by their form. */
export function shapedSightings(text: string): readonly Sighting[] {
  const clientIds = shapedLike(text, 'clientId', ANY_CLIENT_ID);
  const rest = text.replace(ANY_CLIENT_ID, (whole) => ' '.repeat(whole.length));
  const passwords = shapedLike(rest, 'password', ANY_PASSWORD);
  return [
    ...clientIds.map((one) => ({ ...one, value: one.value.replace(ID_LABEL, '') })),
    ...shapedLike(rest, 'userName', ANY_USER_NAME),
    ...passwords.filter(({ at }) => !isSecret(rest, at)),
  ].toSorted((one, other) => one.at - other.at);
}

function shapedLike(text: string, field: Field, shape: RegExp): readonly Sighting[] {
  return [...text.matchAll(shape)].map(({ 0: value, index }) => {
    return { field, value, at: index, end: index + value.length };
  });
}

/** A label that was copied along with a client id. */
const ID_LABEL = /^(?:[a-z_.]*id:|[a-z_.]+=|.*\.{3,}(?=[^.]))/i;

function isSecret(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - LONGEST_LINE), at);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return OF_SECRET.test(before.slice(-40)) || TELLS_SECRET.test(line);
}

/** Fills in values without labels by their form; the last of each counts. */
export function withoutLabels(text: string, group: Group): Group {
  const shaped = text.match(ANY_CLIENT_ID)?.at(-1)?.replace(ID_LABEL, '');
  const isNamed =
    group.clientId !== undefined && (shaped === undefined || group.clientId.includes('|'));
  const clientId = isNamed ? group.clientId : shaped;
  const rest = clientId === undefined ? text : text.replaceAll(clientId, ' ');
  const namedUser = rest.match(ANY_USER_NAME)?.at(-1);
  const isUser =
    group.userName !== undefined && (namedUser === undefined || group.userName.includes('&'));
  const userName = isUser ? group.userName : namedUser;
  const isDevice = clientId?.includes('|') === true || userName?.includes('&') === true;
  const { password = lastPassword(rest, isDevice) } = group;
  return {
    ...(clientId !== undefined && { clientId }),
    ...(userName !== undefined && { userName }),
    ...(password !== undefined && { password }),
  };
}

/** By its exact length, otherwise anything that may be a password. */
function lastPassword(text: string, isDevice: boolean): string | undefined {
  for (const shape of isDevice ? [ANY_PASSWORD, LOOSE_PASSWORD] : [ANY_PASSWORD]) {
    const found = [...text.matchAll(shape)].filter(({ index }) => !isSecret(text, index));
    if (found.length > 0) return found.at(-1)?.[0];
  }
  return EMPTY_PASSWORD.test(text) ? '' : undefined;
}
