/** A certificate for `localhost` that signs itself, its key, the same key encrypted, and a foreign key; for tests only. */
import { fileURLToPath } from 'node:url';

const path = (name: string): string =>
  fileURLToPath(new URL(`./testdata/tls/${name}.pem`, import.meta.url));

export const TLS_FILES = {
  cert: path('cert'),
  key: path('key'),
  encryptedKey: path('encrypted-key'),
  otherKey: path('other-key'),
};
