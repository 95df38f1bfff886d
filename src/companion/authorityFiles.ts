/** Authorities by their names, in a folder: made when first asked for, and the same from then on. */
import { X509Certificate } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { StartError, systemCode, systemReason } from './errors.ts';
import { type KeyAndCertificate, newAuthority } from './tap/authority.ts';

/** What can be a file's name everywhere. */
export const AUTHORITY_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** A person's own folder for data, by the customs of the system. */
export function usualFolder(env: NodeJS.ProcessEnv = process.env): string {
  const own = platform() === 'win32' ? env['LOCALAPPDATA'] : env['XDG_DATA_HOME'];
  if (own !== undefined && own !== '') return join(own, 'mqttscope', 'tap');
  return platform() === 'darwin'
    ? join(homedir(), 'Library', 'Application Support', 'mqttscope', 'tap')
    : join(homedir(), '.local', 'share', 'mqttscope', 'tap');
}

export interface KeptAuthority extends KeyAndCertificate {
  readonly certPath: string;
  readonly isNew: boolean;
}

/** Throws `StartError`. The key is for nobody else to read. */
export async function keptAuthority(folder: string, name: string): Promise<KeptAuthority> {
  const certPath = join(folder, `${name}.pem`);
  const keyPath = join(folder, `${name}.key`);
  const [cert, key] = [await read(certPath), await read(keyPath)];
  if (cert !== undefined && key !== undefined) {
    // An end that has passed would be a riddle to every device.
    if (Date.parse(new X509Certificate(cert).validTo) > Date.now()) {
      return { cert, key, certPath, isNew: false };
    }
  }
  const made = await newAuthority(`mqttscope tap ${name}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(keyPath, made.key, { mode: 0o600 });
    await chmod(keyPath, 0o600);
    await writeFile(certPath, made.cert, { mode: 0o644 });
  } catch (error) {
    throw new StartError((say) =>
      say.cannotBeWritten(join(folder, `${name}.key`), systemReason(error, say)),
    );
  }
  return { ...made, certPath, isNew: true };
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw new StartError((say) => say.cannotReadOf(path, '--ca-dir', systemReason(error, say)));
  }
}
