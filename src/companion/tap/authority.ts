/**
 * A certificate authority made on the spot, for devices that are told to trust it, and what it signs. `node-forge`
 * takes a tenth of a second to load: this is imported where something is made.
 */
import { constants, generateKeyPair, privateEncrypt, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import forge from 'node-forge';
import type { KeyAndCertificate } from './certificateForms.ts';

const DAY = 86_400_000;
const AUTHORITY_DAYS = 3650;
/** What the strictest clients take. */
const LEAF_DAYS = 397;
/** Firmware knows RSA where it knows TLS at all. */
const BITS = 2048;
/** Clocks of devices may be behind. */
const EARLIER_DAYS = 2;

const generate = promisify(generateKeyPair);

/** By Node, in a thread: in JavaScript it would take seconds. */
async function newKey(): Promise<string> {
  const { privateKey } = await generate('rsa', {
    modulusLength: BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return privateKey;
}

function begin(days: number): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  // Positive, and never twice (RFC 5280, 4.1.2.2).
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
  certificate.validity.notBefore = new Date(Date.now() - EARLIER_DAYS * DAY);
  certificate.validity.notAfter = new Date(Date.now() + days * DAY);
  return certificate;
}

/** Before a SHA-256 in what is signed (RFC 8017, 9.2, note 1). */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** It signs SHA-256 by Node: JavaScript takes fifty times as long. */
function signingKey(pem: string): forge.pki.rsa.PrivateKey {
  const key = forge.pki.privateKeyFromPem(pem);
  key.sign = (digest) => {
    if (typeof digest === 'string') throw new TypeError('A digest is signed, not its bytes.');
    const hash = Buffer.from(digest.digest().toHex(), 'hex');
    const padding = constants.RSA_PKCS1_PADDING;
    return privateEncrypt({ key: pem, padding }, Buffer.concat([DIGEST_INFO, hash])).toString(
      'binary',
    );
  };
  return key;
}

const publicKeyOf = (key: forge.pki.rsa.PrivateKey): forge.pki.PublicKey =>
  forge.pki.setRsaPublicKey(key.n, key.e);

/** @param name what it is called by whoever looks at the certificate */
export async function newAuthority(name: string): Promise<KeyAndCertificate> {
  const pem = await newKey();
  const key = signingKey(pem);
  const certificate = begin(AUTHORITY_DAYS);
  certificate.publicKey = publicKeyOf(key);
  const subject = [
    { name: 'commonName', value: name },
    { name: 'organizationName', value: 'mqttscope tap' },
  ];
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  certificate.sign(key, forge.md.sha256.create());
  return { cert: forge.pki.certificateToPem(certificate), key: pem };
}

/** Signs certificates for servers' names; all have one key. */
export class Signer {
  readonly #authority: KeyAndCertificate;
  readonly #signingKey: forge.pki.rsa.PrivateKey;
  readonly #issuer: forge.pki.Certificate;
  readonly #key: string;
  readonly #publicKey: forge.pki.PublicKey;

  constructor(authority: KeyAndCertificate, key: string) {
    this.#authority = authority;
    this.#signingKey = signingKey(authority.key);
    this.#issuer = forge.pki.certificateFromPem(authority.cert);
    this.#key = key;
    this.#publicKey = publicKeyOf(forge.pki.privateKeyFromPem(key));
  }

  static async of(authority: KeyAndCertificate): Promise<Signer> {
    return new Signer(authority, await newKey());
  }

  /** For servers of these names and addresses, the first as its common name. Behind it stands the authority. */
  for(names: readonly string[]): KeyAndCertificate {
    return { cert: this.#sign(names), key: this.#key };
  }

  #sign(names: readonly string[]): string {
    const certificate = begin(LEAF_DAYS);
    certificate.publicKey = this.#publicKey;
    // A common name has 64 characters at most (RFC 5280, A.1).
    const [first = 'mqttscope'] = names.filter((name) => name.length <= 64);
    certificate.setSubject([{ name: 'commonName', value: first }]);
    certificate.setIssuer(this.#issuer.subject.attributes);
    certificate.setExtensions([
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: names.map(altName) },
      { name: 'subjectKeyIdentifier' },
      {
        name: 'authorityKeyIdentifier',
        keyIdentifier: this.#issuer.generateSubjectKeyIdentifier().getBytes(),
      },
    ]);
    certificate.sign(this.#signingKey, forge.md.sha256.create());
    return `${forge.pki.certificateToPem(certificate)}${this.#authority.cert}`;
  }
}

/** By the numbers of RFC 5280, 4.2.1.6. */
const altName = (name: string): { type: 2; value: string } | { type: 7; ip: string } =>
  isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name };
