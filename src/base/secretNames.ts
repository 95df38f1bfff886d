/** Recognizes secrets by their names, alone or within a text. This is the only list of such names. */
import { percentDecoded } from './percentDecoded.ts';

/** Mark a name wherever they occur, also run together with other words; a `_` here is any separator, or none. */
const PARTS = [
  'passw',
  'pass_phrase',
  'pass_code',
  'pwd',
  'secret',
  'token',
  'credential',
  'authorization',
  'authentication_data',
  'api_key',
  'access_key',
  'private_key',
  'signature',
  'bearer',
  'hmac',
  '密码',
  '口令',
  '密钥',
  '令牌',
] as const;

/** Mark a name as whole words, because other words contain them: `author`, `passage`, `signal`. */
const WORDS = ['pass', 'pw', 'o?auth', 'cookie', 'jwt', 'otp', 'psk', 'sigv?'] as const;

/** Mark the name of a parameter of an address; elsewhere these are names of ordinary values. */
const PARTS_IN_ADDRESSES = ['session_key', 'shared_key', 'device_key', 'account_key'] as const;
/** Whole names of parameters. Names that begin with `auth` or `sess` are session parameters of cloud services. */
const NAMES_IN_ADDRESSES =
  /^(?:key|code|pin|sign|ticket|creds?|sid|sess.*|auth(?!ors?(?![a-z])).*)s?$/u;

/** Sources of expressions for the parts: in the words of a name without separators, and in a text. */
const joined = (parts: readonly string[]): string => parts.join('|').replaceAll('_', '');
const spelled = (parts: readonly string[]): string =>
  parts.join('|').replaceAll('_', String.raw`[\s_.-]?`);

const PART = new RegExp(joined(PARTS), 'u');
const PART_IN_ADDRESS = new RegExp(joined([...PARTS, ...PARTS_IN_ADDRESSES]), 'u');
const WORD = new RegExp(`^(?:${WORDS.join('|')})s?$`, 'u');
/** True for few names that are not secret; splitting every name into its words would be slow. */
const SUSPICIOUS =
  /pass|pw|secret|token|credential|auth|key|sig|bearer|cookie|jwt|otp|psk|hmac|[密口令]/i;

/** Whether a user property, a header, a setting or a member is named like a secret, in any spelling. */
export function isSecretName(name: string): boolean {
  if (!SUSPICIOUS.test(name)) return false;
  const words = wordsOf(name);
  return PART.test(words.join('')) || words.some((word) => WORD.test(word));
}

/** Proxies and redirects encode parameters again. */
const MOST_ENCODED = 3;

/** Text without percent encoding, also if it was encoded several times. */
export function fullyDecoded(text: string): string {
  let decoded = text;
  for (let times = 0; times < MOST_ENCODED && decoded.includes('%'); times += 1) {
    decoded = percentDecoded(decoded);
  }
  return decoded;
}

/** Whether a parameter of an address is named like a secret. */
export function isSecretParameter(name: string): boolean {
  const plain = fullyDecoded(name);
  const words = wordsOf(plain).join('');
  return isSecretName(plain) || PART_IN_ADDRESS.test(words) || NAMES_IN_ADDRESSES.test(words);
}

/** Splits `apiKey2`, `API_KEY` and `X-Api-Key` into their words, in lower case. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/(\p{L})(\d)/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
}

/**
 * Source of an expression for the names within a text, such as a line of a log, for the flags `iu`. What may follow
 * a name is the caller's; names of variables such as `userpass` end with one.
 */
export const SECRET_NAMES_IN_TEXT = `(?:pass(?:word|wd)?|${spelled([...PARTS, ...PARTS_IN_ADDRESSES])}|(?<![a-z])(?:${WORDS.join('|')}))`;

/** A place in a text, in UTF-16 code units. */
export interface TextRange {
  readonly offset: number;
  readonly length: number;
}

/** Parameters of a query, and those that some services separate by semicolons. */
const PARAMETERS = [
  /([?&]([^=&?]*)=)([^&]*)/g,
  /((?<![^;])([^=&;?]*)=)((?:(?!;[^=&;]*=)[^&])*)/g,
] as const;
/** A scheme of HTTP with its token, and a JSON Web Token. */
const TOKENS = [
  /^(\s*(?:FlespiToken|Bearer|Basic|Token)\s+)(\S+)/gi,
  /((?<![\w-]))(eyJ[\w-]{5,}\.[\w-]+\.[\w-]*)/g,
] as const;

/**
 * Tokens in a user name, as cloud services accept them: `name?token=…&signature=…`, `name;token=…`, `FlespiToken …`,
 * a JSON Web Token. The ranges may overlap.
 */
export function tokensIn(name: string): readonly TextRange[] {
  const found: TextRange[] = [];
  for (const shape of PARAMETERS) {
    for (const { index, 1: before = '', 2: parameter = '', 3: value = '' } of name.matchAll(
      shape,
    )) {
      if (value === '' || !isSecretName(fullyDecoded(parameter))) continue;
      found.push({ offset: index + before.length, length: value.length });
    }
  }
  for (const shape of TOKENS) {
    for (const { index, 1: before = '', 2: token = '' } of name.matchAll(shape)) {
      found.push({ offset: index + before.length, length: token.length });
    }
  }
  return found;
}

/** The text with a mask in place of each token; overlapping tokens count as one. */
export function withoutTokens(name: string, mask = stars): string {
  let text = '';
  let done = 0;
  let start = 0;
  for (const { offset, length } of tokensIn(name).toSorted((a, b) => a.offset - b.offset)) {
    if (offset >= done) {
      text += (done > start ? mask(done - start) : '') + name.slice(done, offset);
      start = offset;
    }
    done = Math.max(done, offset + length);
  }
  return text + (done > start ? mask(done - start) : '') + name.slice(done);
}

const stars = (length: number): string => '*'.repeat(length);

/** Characters of access tokens that services generate. */
const GENERATED = /^(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,}$/;

/** Whether a user name that comes without a password looks like a generated access token. */
export const looksGenerated = (name: string): boolean => GENERATED.test(name);
