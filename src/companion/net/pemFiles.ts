/** Reads certificates and keys from the PEM files that options name. All functions throw `StartError`. */
import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { StartError, systemReason } from '../cli/errors.ts';
import { readOptionFile } from '../cli/optionFile.ts';

/** A file and the option that named it. */
export interface NamedFile {
  readonly file: string;
  readonly option: string;
}

/** Checks the first certificate of the file. */
export async function readCertificate({ file, option }: NamedFile): Promise<string> {
  const pem = await readOptionFile(file, option);
  if (!isCertificate(pem)) throw new StartError((say) => say.noCertificate(file, option));
  return pem;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).fingerprint !== '';
  } catch {
    return false;
  }
}

/** The certificate and its key. */
export async function readPair(
  certFile: NamedFile,
  keyFile: NamedFile,
): Promise<{ readonly cert: string; readonly key: string }> {
  const cert = await readCertificate(certFile);
  const key = await readOptionFile(keyFile.file, keyFile.option);
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    throw new StartError((say) =>
      say.unusablePair(certFile.file, keyFile.file, systemReason(error, say)),
    );
  }
  return { cert, key };
}
