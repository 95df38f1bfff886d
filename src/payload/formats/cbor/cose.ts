/** Names of COSE: members of its structures, header parameters and algorithms (RFC 9052, RFC 9053). */

const SIGNED: readonly string[] = ['protected', 'unprotected', 'payload'];
const ENCRYPTED: readonly string[] = ['protected', 'unprotected', 'ciphertext'];

/** Names of the elements, by tag. */
export const COSE: ReadonlyMap<number, readonly string[]> = new Map([
  [16, ENCRYPTED],
  [17, [...SIGNED, 'tag']],
  [18, [...SIGNED, 'signature']],
  [96, [...ENCRYPTED, 'recipients']],
  [97, [...SIGNED, 'tag', 'recipients']],
  [98, [...SIGNED, 'signatures']],
]);

/** Names of the elements of each signature or recipient. */
export const COSE_PARTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['signatures', ['protected', 'unprotected', 'signature']],
  ['recipients', [...ENCRYPTED, 'recipients']],
]);

export const HEADERS: ReadonlyMap<number, string> = new Map([
  [1, 'alg'],
  [2, 'crit'],
  [3, 'content type'],
  [4, 'kid'],
  [5, 'IV'],
  [6, 'Partial IV'],
  [32, 'x5bag'],
  [33, 'x5chain'],
  [34, 'x5t'],
  [35, 'x5u'],
]);

export const ALGORITHMS: ReadonlyMap<number, string> = new Map([
  [-259, 'RS512'],
  [-258, 'RS384'],
  [-257, 'RS256'],
  [-39, 'PS512'],
  [-38, 'PS384'],
  [-37, 'PS256'],
  [-36, 'ES512'],
  [-35, 'ES384'],
  [-25, 'ECDH-ES + HKDF-256'],
  [-8, 'EdDSA'],
  [-7, 'ES256'],
  [-6, 'direct'],
  [-5, 'A256KW'],
  [-4, 'A192KW'],
  [-3, 'A128KW'],
  [1, 'A128GCM'],
  [2, 'A192GCM'],
  [3, 'A256GCM'],
  [4, 'HMAC 256/64'],
  [5, 'HMAC 256/256'],
  [6, 'HMAC 384/384'],
  [7, 'HMAC 512/512'],
  [10, 'AES-CCM-16-64-128'],
  [11, 'AES-CCM-16-64-256'],
  [24, 'ChaCha20/Poly1305'],
  [30, 'AES-CCM-16-128-128'],
]);
