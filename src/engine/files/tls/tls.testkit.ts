/** Builds TLS connections with OpenSSL in memory: sent bytes of each side, and the key log. */
import { readFileSync } from 'node:fs';
import { Duplex } from 'node:stream';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import type { Sent } from '../frames/frames.testkit.ts';

const pem = (name: string): string =>
  readFileSync(
    fileURLToPath(new URL(`../../../companion/testdata/tls/${name}.pem`, import.meta.url)),
    'utf8',
  );
const server = { cert: pem('cert'), key: pem('key') };

export interface TlsTalk {
  readonly sent: readonly Sent[];
  readonly keyLog: string;
  /** For a connection that resumes the session. */
  readonly session: Buffer | undefined;
}

export interface TlsOptions {
  readonly version?: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';
  readonly ciphers?: string;
  readonly session?: Buffer | undefined;
  readonly tickets?: Buffer;
}

/** Two ends of a wire that records its bytes. */
function wire(sent: Sent[]): Readonly<Record<'client' | 'server', Duplex>> {
  const end = (direction: Sent['direction'], other: () => Duplex): Duplex =>
    new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => {
        sent.push({ direction, bytes: new Uint8Array(chunk) });
        other().push(chunk);
        done();
      },
      final: (done) => {
        other().push(null);
        done();
      },
    });
  const client: Duplex = end('out', () => far);
  const far: Duplex = end('in', () => client);
  return { client, server: far };
}

/** Sends all messages in order, each after the arrival of the previous one. */
export async function tlsTalk(
  said: readonly Sent[],
  { version = 'TLSv1.3', ciphers, session, tickets }: TlsOptions = {},
): Promise<TlsTalk> {
  const sent: Sent[] = [];
  const ends = wire(sent);
  const versions = {
    minVersion: version,
    maxVersion: version,
    ...(ciphers && { ciphers }),
  } as const;
  const context = tls.createSecureContext({
    ...server,
    ...versions,
    ...(tickets && { ticketKeys: tickets }),
  });
  const far = new tls.TLSSocket(ends.server, { isServer: true, secureContext: context });
  const near = tls.connect({
    socket: ends.client,
    rejectUnauthorized: false,
    ...versions,
    ...(session && { session }),
  });
  let keyLog = '';
  let newSession: Buffer | undefined;
  near.on('keylog', (line: Buffer) => (keyLog += line.toString()));
  near.on('session', (one: Buffer) => (newSession = one));
  await new Promise((resolve, reject) => {
    near.once('secureConnect', resolve);
    near.once('error', reject);
    far.once('error', reject);
  });
  for (const { direction, bytes } of said) {
    const [from, to] = direction === 'out' ? [near, far] : [far, near];
    await new Promise<void>((resolve) => {
      let left = bytes.length;
      const take = (piece: Buffer): void => {
        left -= piece.length;
        if (left > 0) return;
        to.off('data', take);
        resolve();
      };
      to.on('data', take);
      from.write(bytes);
    });
  }
  const isClosed = new Promise((resolve) => far.once('end', resolve).resume());
  near.end();
  await isClosed;
  return { sent, keyLog, session: newSession };
}
