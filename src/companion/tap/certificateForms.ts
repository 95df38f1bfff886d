/** Formats certificates for export. */
import { X509Certificate } from 'node:crypto';

/** PEM. */
export interface KeyAndCertificate {
  readonly cert: string;
  readonly key: string;
}

/** For firmware: a C array with the PEM text and a terminating zero. */
export function asCArray(pem: string, name = 'mqttscope_ca_pem'): string {
  const lines = pem
    .trim()
    .split('\n')
    .map((line) => `  "${line.trim()}\\n"`);
  return `static const char ${name}[] =\n${lines.join('\n')};\n`;
}

/** For firmware that reads DER: bytes as hexadecimal digits. */
export const asHex = (pem: string): string => new X509Certificate(pem).raw.toString('hex');
