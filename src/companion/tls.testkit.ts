/**
 * A self-signed certificate for `localhost`, its key, the key encrypted, and a foreign key; for tests only.
 */
import { fileURLToPath } from 'node:url';

/** Path in `testdata/tls`, which its `make.sh` creates. */
export const pemPath = (name: string): string =>
  fileURLToPath(new URL(`./testdata/tls/${name}.pem`, import.meta.url));

export const TLS_FILES = {
  cert: pemPath('cert'),
  key: pemPath('key'),
  encryptedKey: pemPath('encrypted-key'),
  otherKey: pemPath('other-key'),
  /** Client certificate and key, encrypted as OpenSSL 1 did. */
  olderPfx: fileURLToPath(new URL('./testdata/tls/older.p12', import.meta.url)),
};
