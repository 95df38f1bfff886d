/** Loads the companion's certificate and key, for HTTPS and MQTT over TLS. */
import { constants, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { type Sentence, StartError, systemReason } from '../cli/errors.ts';
import { readOptionFile } from '../cli/optionFile.ts';
import { datesError, type UserNameFrom, weakness } from './certificates.ts';
import { CERTIFICATE_NEEDED } from './clientCertificates.ts';

/** PEM texts. The chain may follow the certificate. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
  /** Path as given. */
  readonly certPath: string;
  /** Authorities of clients' certificates; undefined: not requested. */
  readonly clientCa?: string;
  /** Source of the user name in client certificates; undefined: not used. */
  readonly userNameFrom?: UserNameFrom;
  /** Defects that do not prevent its use. */
  readonly warnings?: readonly Sentence[];
}

/** Files named in the options. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  readonly clientCa?: string | undefined;
  readonly userNameFrom?: UserNameFrom | undefined;
}

/** Only ephemeral keys and authenticated encryption: recorded traffic stays secret if the key leaks. */
const CIPHERS = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
].join(':');

/** Whether another certificate signed this one. */
export function isCaSigned(cert: string | undefined): boolean {
  if (cert === undefined) return false;
  const { subject, issuer } = new X509Certificate(cert);
  return subject !== issuer;
}

/** Secure context of a server, at its creation and after the files have changed. */
function secureContextOf({ cert, key, clientCa }: TlsIdentity) {
  return {
    cert,
    key,
    // A resumed session sends no chain, so expired client certificates and removed authorities would go unnoticed.
    ...(clientCa !== undefined && { ca: clientCa, secureOptions: constants.SSL_OP_NO_TICKET }),
    ciphers: CIPHERS,
    honorCipherOrder: true,
    minVersion: 'TLSv1.2' as const,
  };
}

/** Options for a new server. */
export function tlsServerOptions(identity: TlsIdentity) {
  return {
    ...secureContextOf(identity),
    ...(identity.clientCa !== undefined && CERTIFICATE_NEEDED),
  };
}

/** Reads the files and checks that they belong together and are strong enough. Throws `StartError`. */
export async function readTlsIdentity(files: TlsFiles): Promise<TlsIdentity> {
  const { cert: certPath, key: keyPath, clientCa: caPath, userNameFrom } = files;
  const cert = await readOptionFile(certPath, '--tls-cert');
  const key = await readOptionFile(keyPath, '--tls-key');
  const certificate = parseCertificate(cert, certPath, '--tls-cert');
  if (!certificate.checkPrivateKey(parseKey(key, keyPath))) {
    throw new StartError((say) => say.otherKey(keyPath, certPath));
  }
  const weak = weakness(certificate);
  if (weak !== undefined) {
    throw new StartError((say) => say.weakCertificate(certPath, weak(say)));
  }
  const clientCa =
    caPath === undefined ? undefined : await readOptionFile(caPath, '--tls-client-ca');
  if (clientCa !== undefined && caPath !== undefined) {
    parseCertificate(clientCa, caPath, '--tls-client-ca');
  }
  const dates = datesError(certificate, Date.now());
  const outOfTime: Sentence | undefined = dates && ((say) => say.outOfTime(certPath, dates(say)));
  const identity = {
    cert,
    key,
    certPath,
    ...(clientCa !== undefined && { clientCa }),
    ...(userNameFrom !== undefined && { userNameFrom }),
    warnings: outOfTime === undefined ? [] : [outOfTime],
  };
  try {
    createSecureContext(secureContextOf(identity));
  } catch (error) {
    throw new StartError((say) => say.unusablePair(certPath, keyPath, systemReason(error, say)));
  }
  return identity;
}

function parseCertificate(pem: string, path: string, option: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new StartError((say) => say.noCertificate(path, option));
  }
}

function parseKey(pem: string, path: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    const isEncrypted = /^-----BEGIN ENCRYPTED|^Proc-Type: .*ENCRYPTED/m.test(pem);
    throw new StartError((say) => (isEncrypted ? say.encryptedKey(path) : say.noKey(path)));
  }
}
