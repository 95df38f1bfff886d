/** TLS cipher suites that can be decrypted. */

/** Authenticated encryption. */
interface Authenticated {
  readonly cipher: 'aes-gcm' | 'aes-ccm' | 'chacha20-poly1305';
  /** Bytes. */
  readonly keyLength: 16 | 32;
  /** Hash of the key derivation. */
  readonly hash: 'sha256' | 'sha384';
  /** Bytes of the authentication tag. */
  readonly tag: 8 | 16;
}

/** AES-CBC with a separate HMAC, before TLS 1.3. */
interface Chained {
  readonly cipher: 'aes-cbc';
  readonly keyLength: 16 | 32;
  readonly hash: 'sha256' | 'sha384';
  readonly mac: 'sha1' | 'sha256' | 'sha384';
}

export type Suite = Authenticated | Chained;

const gcm = (keyLength: 16 | 32): Suite => ({
  cipher: 'aes-gcm',
  keyLength,
  hash: keyLength === 16 ? 'sha256' : 'sha384',
  tag: 16,
});
/** RFC 6655, 7251: SHA-256 for both lengths of keys. */
const ccm = (keyLength: 16 | 32, tag: 8 | 16): Suite => ({
  cipher: 'aes-ccm',
  keyLength,
  hash: 'sha256',
  tag,
});
const cbc = (keyLength: 16 | 32, mac: Chained['mac']): Suite => ({
  cipher: 'aes-cbc',
  keyLength,
  hash: mac === 'sha384' ? 'sha384' : 'sha256',
  mac,
});
const CHACHA: Suite = { cipher: 'chacha20-poly1305', keyLength: 32, hash: 'sha256', tag: 16 };

/** IANA numbers; the key exchange is irrelevant here. */
const NUMBERS: readonly (readonly [suite: Suite, numbers: readonly number[]])[] = [
  [gcm(16), [0x1301, 0x9c, 0x9e, 0xa2, 0xa8, 0xaa, 0xac, 0xc02b, 0xc02d, 0xc02f, 0xc031, 0xd001]],
  [gcm(32), [0x1302, 0x9d, 0x9f, 0xa3, 0xa9, 0xab, 0xad, 0xc02c, 0xc02e, 0xc030, 0xc032, 0xd002]],
  [CHACHA, [0x1303, 0xcca8, 0xcca9, 0xccaa, 0xccab, 0xccac, 0xccad, 0xccae]],
  [ccm(16, 16), [0x1304, 0xc09c, 0xc09e, 0xc0a4, 0xc0a6, 0xc0ac, 0xd005]],
  [ccm(32, 16), [0xc09d, 0xc09f, 0xc0a5, 0xc0a7, 0xc0ad]],
  [ccm(16, 8), [0x1305, 0xc0a0, 0xc0a2, 0xc0a8, 0xc0aa, 0xc0ae, 0xd003]],
  [ccm(32, 8), [0xc0a1, 0xc0a3, 0xc0a9, 0xc0ab, 0xc0af]],
  [
    cbc(16, 'sha1'),
    [0x2f, 0x32, 0x33, 0x8c, 0x90, 0x94, 0xc004, 0xc009, 0xc00e, 0xc013, 0xc018, 0xc035],
  ],
  [
    cbc(32, 'sha1'),
    [0x35, 0x38, 0x39, 0x8d, 0x91, 0x95, 0xc005, 0xc00a, 0xc00f, 0xc014, 0xc019, 0xc036],
  ],
  [cbc(16, 'sha256'), [0x3c, 0x40, 0x67, 0xae, 0xb2, 0xb6, 0xc023, 0xc025, 0xc027, 0xc029, 0xc037]],
  [cbc(32, 'sha256'), [0x3d, 0x6a, 0x6b]],
  [cbc(32, 'sha384'), [0xaf, 0xb3, 0xb7, 0xc024, 0xc026, 0xc028, 0xc02a, 0xc038]],
];

const SUITES: ReadonlyMap<number, Suite> = new Map(
  NUMBERS.flatMap(([suite, numbers]) => numbers.map((number) => [number, suite] as const)),
);

export const suiteOf = (id: number): Suite | undefined => SUITES.get(id);

export function suiteNamed(number: number): string {
  return `0x${number.toString(16).padStart(4, '0')}`;
}
