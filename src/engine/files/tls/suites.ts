/** TLS cipher suites that can be decrypted: those with authenticated encryption. */

export interface Suite {
  readonly cipher: 'aes-gcm' | 'chacha20-poly1305';
  /** Bytes. */
  readonly keyLength: 16 | 32;
  readonly hash: 'sha256' | 'sha384';
}

const AES_128: Suite = { cipher: 'aes-gcm', keyLength: 16, hash: 'sha256' };
const AES_256: Suite = { cipher: 'aes-gcm', keyLength: 32, hash: 'sha384' };
const CHACHA: Suite = { cipher: 'chacha20-poly1305', keyLength: 32, hash: 'sha256' };

/** By IANA number; the key exchange is irrelevant here. */
const SUITES: ReadonlyMap<number, Suite> = new Map([
  ...[0x1301, 0x9c, 0x9e, 0xa2, 0xa8, 0xaa, 0xac, 0xc02b, 0xc02d, 0xc02f, 0xc031, 0xd001].map(
    (id) => [id, AES_128] as const,
  ),
  ...[0x1302, 0x9d, 0x9f, 0xa3, 0xa9, 0xab, 0xad, 0xc02c, 0xc02e, 0xc030, 0xc032, 0xd002].map(
    (id) => [id, AES_256] as const,
  ),
  ...[0x1303, 0xcca8, 0xcca9, 0xccaa, 0xccab, 0xccac, 0xccad, 0xccae].map(
    (id) => [id, CHACHA] as const,
  ),
]);

export const suiteOf = (id: number): Suite | undefined => SUITES.get(id);

export function suiteNamed(number: number): string {
  return `0x${number.toString(16).padStart(4, '0')}`;
}
