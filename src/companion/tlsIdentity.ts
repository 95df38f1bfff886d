/** The certificate and the key that the companion shows, in place of plain HTTP and plain MQTT. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { StartError, systemReason } from './errors.ts';

/** PEM texts; the certificate may be followed by those that lead to its root. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
  /** As it was given. */
  readonly certPath: string;
}

/** Reads both files and sees whether they belong together. Throws `StartError`. */
export async function readTlsIdentity(certPath: string, keyPath: string): Promise<TlsIdentity> {
  const cert = await readPem(certPath, '--tls-cert');
  const key = await readPem(keyPath, '--tls-key');
  const certificate = parseCertificate(cert, certPath);
  if (!certificate.checkPrivateKey(parseKey(key, keyPath))) {
    throw new StartError(
      `The key in ${keyPath} does not belong to the certificate in ${certPath}.`,
    );
  }
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    throw new StartError(`${certPath} and ${keyPath} cannot be used: ${systemReason(error)}.`);
  }
  return { cert, key, certPath };
}

async function readPem(path: string, option: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StartError(`Cannot read ${path} (${option}): ${systemReason(error)}.`);
  }
}

function parseCertificate(pem: string, path: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new StartError(`${path} (--tls-cert) holds no certificate in PEM form.`);
  }
}

function parseKey(pem: string, path: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new StartError(
      /^-----BEGIN ENCRYPTED|^Proc-Type: .*ENCRYPTED/m.test(pem)
        ? `The key in ${path} (--tls-key) is encrypted; give one without a pass phrase.`
        : `${path} (--tls-key) holds no private key in PEM form.`,
    );
  }
}
