/** Computes the signature of a try and compares it with a password. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { joined } from '../base/bytes.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { methodMistake, type NamesMeant } from './credentialForm.ts';
import type { FieldsTried } from './fieldsTried.ts';
import { HASH_NAMES, type KeyTried } from './keysTried.ts';
import type { Explanation, FoundMistake } from './mistakes.ts';
import { type PasswordReading, readingsOf } from './passwordReadings.ts';
import { type Layout, RIGHT_LAYOUT } from './signedTexts.ts';
import { hmacOnce, keyed, keyedAfter, plainHash, type Signer } from './signHashes.ts';
import { SIGN_METHODS, type SignMethod } from './signMethod.ts';

/** Readings of a password to look for. */
type Readings = 'usual' | 'all';

/** A try; absent parts are right. */
export interface Way {
  readonly names: NamesMeant;
  readonly key: KeyTried;
  readonly fields: FieldsTried;
  readonly layout?: Layout;
}

/** Tries of texts with the same beginning and many numbers at the end. */
export interface EndsTried {
  readonly names: NamesMeant;
  readonly key: KeyTried;
  readonly beginning: string;
  /** Decimal digits. */
  readonly ends: Iterable<string>;
  readonly mistakeOf: (end: string) => FoundMistake;
}

interface SignedText {
  readonly fields: FieldsTried;
  readonly layout: Layout;
  readonly signed: string;
  readonly bytes: Uint8Array;
}

/** Limit of digits for a number at the end of a text: enough for any time. */
const MOST_DIGITS = 16;

/** Number of signatures between reports; some tens of ms. */
const TOLD_AFTER = 8192;

export class SignatureSearch {
  readonly #clientId: string;
  readonly #onTried: (tried: number) => void;
  readonly #readings: readonly PasswordReading[];
  /** Methods with a signature of the password's length. */
  readonly #methods: Readonly<Record<Readings, readonly SignMethod[]>>;
  readonly #signers = new WeakMap<KeyTried, Map<SignMethod, Signer>>();
  #last: SignedText | undefined;
  /** Number of compared signatures. */
  tried = 0;

  constructor(
    clientId: string,
    password: string,
    onTried: (tried: number) => void = () => undefined,
  ) {
    this.#clientId = clientId;
    this.#onTried = onTried;
    this.#readings = readingsOf(password);
    const methodsOf = (readings: readonly PasswordReading[]) =>
      SIGN_METHODS.filter((method) => readings.some((reading) => reading.method === method));
    this.#methods = {
      all: methodsOf(this.#readings),
      usual: methodsOf(this.#readings.filter(({ isRare }) => !isRare)),
    };
  }

  /** Whether the password may be a signature. */
  get isSignature(): boolean {
    return this.#readings.length > 0;
  }

  /** The method of a password in hexadecimal digits of a signature's length. */
  get plainMethod(): SignMethod | undefined {
    return this.#readings.find(({ mistakes }) => mistakes.length === 0)?.method;
  }

  /** Whether this try gives the password. */
  attempt(way: Way, readings: Readings = 'usual'): Explanation | undefined {
    const { names, key, fields, layout = RIGHT_LAYOUT } = way;
    const { signed, bytes } = this.#textOf(fields, layout);
    for (const method of this.#methods[readings]) {
      const reading = this.#readingOf(method, this.#sign(method, key, bytes), readings);
      if (reading === undefined) continue;
      const wrongLayout = layout.mistakesOf(fields.fields);
      const others = [...key.mistakes, ...fields.mistakes, ...wrongLayout];
      return { signed, mistakes: this.#gathered(names, method, reading, others) };
    }
    return undefined;
  }

  /** Cached, because many tries in a row sign the same text. */
  #textOf(fields: FieldsTried, layout: Layout): SignedText {
    const last = this.#last;
    if (last?.fields === fields && last.layout === layout) return last;
    const signed = layout.textOf(fields.fields);
    const bytes = layout.bytesOf?.(signed) ?? encodeUtf8(signed);
    this.#last = { fields, layout, signed, bytes };
    return this.#last;
  }

  /** The first of these tries that gives the password. */
  first(ways: Iterable<Way>, readings: Readings = 'usual'): Explanation | undefined {
    for (const way of ways) {
      const found = this.attempt(way, readings);
      if (found) return found;
    }
    return undefined;
  }

  /** The first of these ends that gives the password; several times faster than `first`. */
  firstEnd({ names, key, beginning, ends, mistakeOf }: EndsTried): Explanation | undefined {
    const before = encodeUtf8(beginning);
    const signers = this.#methods.usual.map(
      (method) => [method, keyedAfter(method, key.key, before)] as const,
    );
    const bytes = new Uint8Array(MOST_DIGITS);
    for (const end of ends) {
      for (let at = 0; at < end.length; at++) bytes[at] = end.charCodeAt(at);
      const digits = bytes.subarray(0, end.length);
      for (const [method, sign] of signers) {
        const reading = this.#readingOf(method, sign(digits), 'usual');
        if (reading === undefined) continue;
        const mistakes = this.#gathered(names, method, reading, [...key.mistakes, mistakeOf(end)]);
        return { signed: beginning + end, mistakes };
      }
    }
    return undefined;
  }

  /** Tries that do not combine key and text by HMAC, or do not send the HMAC itself. */
  attemptWithoutHmac({ names, key: { key }, fields }: Way): Explanation | undefined {
    const signed = RIGHT_LAYOUT.textOf(fields.fields);
    const text = encodeUtf8(signed);
    for (const method of this.#methods.usual) {
      for (const [mistake, digest] of otherDigests(method, key, text)) {
        const reading = this.#readingOf(method, digest, 'usual');
        if (reading === undefined) continue;
        const others = [mistake, ...fields.mistakes];
        return { signed, mistakes: this.#gathered(names, method, reading, others) };
      }
    }
    return undefined;
  }

  #gathered(
    names: NamesMeant,
    method: SignMethod,
    reading: PasswordReading,
    others: readonly FoundMistake[],
  ): readonly FoundMistake[] {
    const announced = methodMistake(this.#clientId, method);
    return [...names.mistakes, ...(announced ? [announced] : []), ...reading.mistakes, ...others];
  }

  #readingOf(method: SignMethod, digest: Uint8Array, readings: Readings) {
    this.tried += 1;
    if (this.tried % TOLD_AFTER === 0) this.#onTried(this.tried);
    return this.#readings.find(
      (reading) =>
        reading.method === method &&
        (readings === 'all' || !reading.isRare) &&
        reading.matches(digest),
    );
  }

  #sign(method: SignMethod, tried: KeyTried, message: Uint8Array): Uint8Array {
    if (!tried.isCommon) return hmacOnce(method, tried.key, message);
    const known = this.#signers.get(tried) ?? new Map<SignMethod, Signer>();
    this.#signers.set(tried, known);
    const signer = known.get(method) ?? keyed(method, tried.key);
    known.set(method, signer);
    return signer(message);
  }
}

function otherDigests(
  method: SignMethod,
  secret: Uint8Array,
  text: Uint8Array,
): readonly (readonly [FoundMistake, Uint8Array])[] {
  const sign = keyed(method, secret);
  const right = sign(text);
  const hex = bytesToHex(right);
  const used = HASH_NAMES[method];
  const plain = (found: string, ...parts: readonly Uint8Array[]) =>
    [{ mistake: 'plain-hash', args: { used, found } }, plainHash(method, joined(parts))] as const;
  const twice = (digest: Uint8Array) =>
    [{ mistake: 'hashed-twice', args: { used } }, digest] as const;
  const once = [hex, hex.toUpperCase()].map((form) => encodeUtf8(form));
  return [
    [{ mistake: 'key-and-text-swapped', args: { used } }, keyed(method, text)(secret)],
    plain('deviceSecret + signContent', secret, text),
    plain('signContent + deviceSecret', text, secret),
    plain('signContent', text),
    plain('deviceSecret + signContent + deviceSecret', secret, text, secret),
    plain('deviceSecret', secret),
    ...[...once, right].flatMap((message) => [
      twice(plainHash(method, message)),
      twice(sign(message)),
    ]),
  ];
}
