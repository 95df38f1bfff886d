/** TLS trust and client certificate of a recording, read from files. */
import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { StartError, systemReason, UsageError } from '../cli/errors.ts';
import { readOptionFile } from '../cli/optionFile.ts';
import type { Trust } from './recordSocket.ts';

interface TrustOptions {
  readonly ca: string | undefined;
  readonly insecure: boolean;
  readonly cert: string | undefined;
  readonly key: string | undefined;
}

/** Throws `UsageError` if options conflict, `StartError` if files cannot be used. */
export async function readTrust(
  { ca, insecure, cert, key }: TrustOptions,
  isEncrypted: boolean,
): Promise<Trust> {
  const given = [
    ca !== undefined && '--ca',
    insecure && '--insecure',
    cert !== undefined && '--cert',
    key !== undefined && '--key',
  ].find((name) => name !== false);
  if (!isEncrypted && given !== undefined) {
    throw new UsageError((say) => say.forTlsOnly(given));
  }
  if ((cert === undefined) !== (key === undefined)) {
    throw new UsageError((say) => say.certAndKey());
  }
  return {
    ca: ca === undefined ? undefined : await readCertificate(ca, '--ca'),
    isInsecure: insecure,
    identity: cert === undefined || key === undefined ? undefined : await readPair(cert, key),
  };
}

async function readCertificate(file: string, option: string): Promise<string> {
  const pem = await readOptionFile(file, option);
  if (!isCertificate(pem)) {
    throw new StartError((say) => say.noCertificate(file, option));
  }
  return pem;
}

/** Checks the first certificate of the file. */
function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).fingerprint !== '';
  } catch {
    return false;
  }
}

async function readPair(certFile: string, keyFile: string): Promise<Trust['identity']> {
  const cert = await readCertificate(certFile, '--cert');
  const key = await readOptionFile(keyFile, '--key');
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    throw new StartError((say) => say.unusablePair(certFile, keyFile, systemReason(error, say)));
  }
  return { cert, key };
}
