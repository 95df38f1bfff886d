/** Whom a recording trusts over TLS, and by what certificate it is known itself: files to their texts. */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { StartError, systemReason, UsageError } from './errors.ts';
import type { RawRecordOptions } from './recordOptions.ts';
import type { Trust } from './recordSocket.ts';

const OPTIONS = ['ca', 'insecure', 'cert', 'key'] as const;

/** Throws `UsageError` where options do not fit, `StartError` for files that cannot be used. */
export async function readTrust(
  options: Pick<RawRecordOptions, (typeof OPTIONS)[number]>,
  isEncrypted: boolean,
): Promise<Trust> {
  const { ca, insecure, cert, key } = options;
  const given = OPTIONS.find((name) => options[name] !== undefined);
  if (!isEncrypted && given !== undefined) {
    throw new UsageError(`--${given} is for mqtts:// and wss://.`);
  }
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError('--cert and --key go together.');
  }
  return {
    ca: ca === undefined ? undefined : await readCertificate(ca, '--ca'),
    isInsecure: insecure === true,
    identity: cert === undefined || key === undefined ? undefined : await readPair(cert, key),
  };
}

export async function readText(file: string, option: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new StartError(`Cannot read ${file} (${option}): ${systemReason(error)}.`);
  }
}

async function readCertificate(file: string, option: string): Promise<string> {
  const pem = await readText(file, option);
  if (!isCertificate(pem)) {
    throw new StartError(`${file} (${option}) holds no certificate in PEM form.`);
  }
  return pem;
}

/** The first of them tells; a file may hold more. */
function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).fingerprint !== '';
  } catch {
    return false;
  }
}

async function readPair(certFile: string, keyFile: string): Promise<Trust['identity']> {
  const cert = await readCertificate(certFile, '--cert');
  const key = await readText(keyFile, '--key');
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    throw new StartError(`${certFile} and ${keyFile} cannot be used: ${systemReason(error)}.`);
  }
  return { cert, key };
}
