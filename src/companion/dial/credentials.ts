/** Reads and checks the user's TLS settings before anything is sent, and reports which part is wrong. */
import { X509Certificate } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { type ConnectionOptions, createSecureContext, type SecureContextOptions } from 'node:tls';
import type { LineFailures } from '../../connection/bridge/lineFacts.ts';
import type { LineTls, TextOrFile } from '../../profiles/settings/lineSettings.ts';
import { LineError } from './lineError.ts';

type CredentialPart = LineFailures['credential']['what'];

/** Limit in bytes, because any file may be named. */
const LARGEST_FILE = 4 * 1024 * 1024;
const CERTIFICATE_BEGINS = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/;
const WRONG_PASSPHRASE = /bad decrypt|mac verify failure|bad password|interrupted or cancelled/i;

/**
 * Options for `tls.connect`.
 * @throws LineError
 */
export async function tlsCredentials(tls: LineTls): Promise<ConnectionOptions> {
  if (tls.psk !== undefined) return preShared(tls.psk);
  const { passphrase } = tls;
  const ca = await authorities(tls.ca, 'ca');
  const cert = await textOf(tls.cert);
  const key = await textOf(tls.key);
  const pfx = await pfxOf(tls.pfx);
  if (cert !== undefined) attempt('cert', () => new X509Certificate(cert));
  if (cert !== undefined && key === undefined) throw lacks('key');
  if (key !== undefined && cert === undefined) throw lacks('cert');
  const own = {
    ...(cert !== undefined && { cert, key }),
    ...(pfx !== undefined && (await pfxSettings(pfx, passphrase))),
    ...(pfx === undefined && passphrase !== undefined && { passphrase }),
  };
  if (cert !== undefined) attempt('key', () => createSecureContext(own));
  return { ...own, ...(ca !== undefined && { ca }) };
}

/** @throws LineError */
export async function authorities(
  source: TextOrFile | undefined,
  what: 'ca' | 'proxy-ca',
): Promise<string | undefined> {
  const pem = await textOf(source);
  if (pem !== undefined) readEach(pem, what);
  return pem;
}

/** OpenSSL silently ignores everything after the first unreadable certificate. */
function readEach(pem: string, what: 'ca' | 'proxy-ca'): void {
  const [, ...certificates] = pem.split(CERTIFICATE_BEGINS);
  if (certificates.length < 2) {
    attempt(what, () => new X509Certificate(pem));
    return;
  }
  for (const [index, rest] of certificates.entries()) {
    try {
      new X509Certificate(`-----BEGIN CERTIFICATE-----${rest}`);
    } catch (error) {
      const args = { what, number: index + 1, count: certificates.length, reason: reasonOf(error) };
      throw new LineError({ key: 'broken-certificate', args });
    }
  }
}

async function pfxSettings(
  pfx: Buffer,
  passphrase: string | undefined,
): Promise<SecureContextOptions> {
  const settings = { pfx, ...(passphrase !== undefined && { passphrase }) };
  try {
    createSecureContext(settings);
    return settings;
  } catch (error) {
    const isOlder = error instanceof Error && /unsupported/i.test(error.message);
    if (!isOlder) throw credentialError('pfx', error);
    const { openedPfx } = await import('./olderPfx.ts');
    return attempt('pfx', () => openedPfx(pfx, passphrase));
  }
}

const lacks = (what: CredentialPart): LineError =>
  new LineError({ key: 'credential', args: { what, reason: 'missing' } });

/** Reports a wrong passphrase; OpenSSL only reports that it cannot decrypt. */
function attempt<T>(what: CredentialPart, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw credentialError(what, error);
  }
}

function credentialError(what: CredentialPart, error: unknown): LineError {
  const reason = reasonOf(error);
  const isPassphrase = WRONG_PASSPHRASE.test(reason);
  return new LineError({
    key: 'credential',
    args: { what: isPassphrase ? 'passphrase' : what, reason },
  });
}

/** Omits OpenSSL's error number and location. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(
    /^error:[0-9A-Fa-f]+:[^:]*:[^:]*:/,
    '',
  );

function preShared({ identity, key }: { identity: string; key: string }): ConnectionOptions {
  if (!/^(?:[0-9a-f]{2})+$/i.test(key)) {
    throw new LineError({ key: 'credential', args: { what: 'psk', reason: 'hex' } });
  }
  const psk = Buffer.from(key, 'hex');
  return {
    pskCallback: () => ({ psk, identity }),
    // Node offers none of these by default; brokers support the TLS 1.2 ones.
    ciphers: 'PSK',
    maxVersion: 'TLSv1.2',
    checkServerIdentity: () => undefined,
  };
}

async function textOf(source: TextOrFile | undefined): Promise<string | undefined> {
  if (source === undefined) return undefined;
  return 'text' in source ? source.text : (await bytesOf(source.file)).toString('utf8');
}

async function pfxOf(source: TextOrFile | undefined): Promise<Buffer | undefined> {
  if (source === undefined) return undefined;
  return 'text' in source ? Buffer.from(source.text, 'base64') : bytesOf(source.file);
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    const read = await readRegular(file);
    if (typeof read !== 'string') return read;
    throw noFile(file, read);
  } catch (error) {
    if (error instanceof LineError) throw error;
    throw noFile(file, error instanceof Error ? error.message : String(error));
  }
}

const noFile = (file: string, reason: string): LineError =>
  new LineError({ key: 'no-file', args: { file, reason } });

/** Returns a string with the reason on failure. Devices never end, and a pipe waits for its writer. */
async function readRegular(file: string): Promise<Buffer | string> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) return 'not a regular file';
    return facts.size > LARGEST_FILE ? 'too large' : await handle.readFile();
  } finally {
    await handle.close();
  }
}
