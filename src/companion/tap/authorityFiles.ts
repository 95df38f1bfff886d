/** Stores authorities by name in a folder. Each is created on its first use and stays the same. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { StartError, systemReason } from '../cli/errors.ts';
import { makeFolder } from '../cli/makeFolder.ts';
import { systemCode } from '../cli/systemCode.ts';
import type { KeyAndCertificate } from './certificateForms.ts';

/** Names that are valid file names on every system, except those of certificate files. */
export const AUTHORITY_NAME =
  /^(?!.*\.(?:pem|crt|cer|der|key|p12|pfx)$)[a-z0-9][a-z0-9._-]{0,63}$/i;

/** The user's data folder by the system's convention. Throws `StartError` if there is none. */
export function usualFolder(env: NodeJS.ProcessEnv = process.env, home = homedir): string {
  const own = platform() === 'win32' ? env['LOCALAPPDATA'] : env['XDG_DATA_HOME'];
  if (own !== undefined && own !== '') return join(own, 'mqttscope', 'tap');
  const folder = homeFolder(home);
  return platform() === 'darwin'
    ? join(folder, 'Library', 'Application Support', 'mqttscope', 'tap')
    : join(folder, '.local', 'share', 'mqttscope', 'tap');
}

function homeFolder(home: () => string): string {
  try {
    return home();
  } catch {
    // The user has no entry in the system, as in containers.
    throw new StartError((say) => say.noHome());
  }
}

export interface StoredAuthority extends KeyAndCertificate {
  readonly certPath: string;
  readonly isNew: boolean;
}

/** ms between checks for a file that another process creates, and the number of checks. */
const LOOK_EVERY = 50;
const LOOKS = 20;

interface AuthorityPaths {
  readonly certPath: string;
  readonly keyPath: string;
}

export const authorityPaths = (folder: string, name: string): AuthorityPaths => ({
  certPath: join(folder, `${name}.pem`),
  keyPath: join(folder, `${name}.key`),
});

/** Throws `StartError`. Only the owner can read the key. */
export async function storedAuthority(folder: string, name: string): Promise<StoredAuthority> {
  const { certPath, keyPath } = authorityPaths(folder, name);
  const kept = await keptAt(certPath, keyPath);
  if (kept !== undefined) return kept;
  const { newAuthority } = await import('./authority.ts');
  const made = await newAuthority(`mqttscope tap ${name}`);
  try {
    await makeFolder(folder);
    // An existing one has expired.
    if ((await read(certPath)) !== undefined) {
      const others = await keptAt(certPath, keyPath);
      if (others !== undefined) return others;
      await rm(keyPath, { force: true });
    }
    if (!(await writtenFirst(keyPath, made.key))) {
      const others = await madeMeanwhile(certPath, keyPath);
      if (others !== undefined) return others;
      // Another process has started and not finished it.
      await rm(keyPath, { force: true });
      await writeFile(keyPath, made.key, { mode: 0o600, flag: 'wx' });
    }
    // The certificate is written last and atomically, so its key exists.
    const draft = `${certPath}.${process.pid}`;
    await writeFile(draft, made.cert, { mode: 0o644 });
    await rename(draft, certPath);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError((say) => say.cannotBeWritten(keyPath, systemReason(error, say)));
  }
  return { ...made, certPath, isNew: true };
}

async function keptAt(certPath: string, keyPath: string): Promise<StoredAuthority | undefined> {
  const [cert, key] = [await read(certPath), await read(keyPath)];
  if (cert === undefined || key === undefined) return undefined;
  const validTo = endOf(cert, key);
  if (validTo === undefined) throw new StartError((say) => say.noAuthority(certPath, keyPath));
  // Devices would report an expired certificate without a clear reason.
  return validTo <= Date.now() ? undefined : { cert, key, certPath, isNew: false };
}

/** Expiry of the certificate in ms. Undefined if the texts are not a certificate with its RSA key. */
function endOf(cert: string, key: string): number | undefined {
  try {
    const certificate = new X509Certificate(cert);
    const privateKey = createPrivateKey(key);
    const isPair =
      privateKey.asymmetricKeyType === 'rsa' && certificate.checkPrivateKey(privateKey);
    return isPair ? Date.parse(certificate.validTo) : undefined;
  } catch {
    return undefined;
  }
}

/** False if another tap, started at the same time, creates it. */
async function writtenFirst(keyPath: string, key: string): Promise<boolean> {
  try {
    await writeFile(keyPath, key, { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function madeMeanwhile(
  certPath: string,
  keyPath: string,
): Promise<StoredAuthority | undefined> {
  for (let look = 0; look < LOOKS; look += 1) {
    const made = await keptAt(certPath, keyPath);
    if (made !== undefined) return made;
    await setTimeout(LOOK_EVERY);
  }
  return undefined;
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw new StartError((say) =>
      say.cannotReadOf(path, '--authority-dir', systemReason(error, say)),
    );
  }
}
