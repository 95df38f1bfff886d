/**
 * Opens PKCS #12 files of older programs and macOS, encrypted by RC2, which OpenSSL 3 does not support.
 * `node-forge` takes a tenth of a second to load, so this module is imported on first use.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import forge from 'node-forge';

/** PEM. */
export interface OpenedPfx {
  /** The key's certificate first, then its chain. */
  readonly cert: string;
  readonly key: string;
}

/** @throws Error with OpenSSL's text if the passphrase is wrong */
export function openedPfx(pfx: Buffer, passphrase = ''): OpenedPfx {
  const bags = bagsOf(pfx, passphrase);
  const key = bags.map(keyOf).find((found) => found !== undefined);
  if (key === undefined) throw new Error('no private key');
  const own = createPrivateKey(key);
  const certificates = bags.map(certificateOf).filter((found) => found !== undefined);
  const ofKey = certificates.find((pem) => new X509Certificate(pem).checkPrivateKey(own));
  if (ofKey === undefined) throw new Error('no certificate of the private key');
  return { key, cert: [ofKey, ...certificates.filter((pem) => pem !== ofKey)].join('') };
}

function bagsOf(pfx: Buffer, passphrase: string): readonly forge.pkcs12.Bag[] {
  const asn1 = forge.asn1.fromDer(pfx.toString('binary'));
  try {
    const { safeContents } = forge.pkcs12.pkcs12FromAsn1(asn1, false, passphrase);
    return safeContents.flatMap(({ safeBags }) => safeBags);
  } catch (error) {
    const isWrong = error instanceof Error && /invalid password/i.test(error.message);
    throw isWrong ? new Error('mac verify failure', { cause: error }) : error;
  }
}

/** `node-forge` passes on the bytes of keys that it does not support, such as elliptic curves. */
const der = (asn1: forge.asn1.Asn1): Buffer =>
  Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary');

function keyOf({ type, key, asn1 }: forge.pkcs12.Bag): string | undefined {
  if (type !== forge.pki.oids['pkcs8ShroudedKeyBag'] && type !== forge.pki.oids['keyBag']) {
    return undefined;
  }
  if (key) return forge.pki.privateKeyToPem(key);
  const known = createPrivateKey({ key: der(asn1), format: 'der', type: 'pkcs8' });
  return known.export({ format: 'pem', type: 'pkcs8' }).toString();
}

function certificateOf({ type, cert, asn1 }: forge.pkcs12.Bag): string | undefined {
  if (type !== forge.pki.oids['certBag']) return undefined;
  if (cert) return forge.pki.certificateToPem(cert);
  return `-----BEGIN CERTIFICATE-----\n${der(asn1).toString('base64')}\n-----END CERTIFICATE-----\n`;
}
