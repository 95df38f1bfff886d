/** A certificate for `localhost` that signs itself, its key, the same key encrypted, and a foreign key; for tests only. */
import { fileURLToPath } from 'node:url';

/** Of `testdata/tls`, which `make.sh` there has made. */
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
