/** TLS over an open connection. The chain is read before it is judged. */
import { isIP, type Socket } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import type { TlsFacts } from '../../connection/bridge/lineFacts.ts';
import type { LineTls } from '../../profiles/settings/lineSettings.ts';
import { asksForCertificate, hostsOf, tlsFacts } from './certificateFacts.ts';
import { ENDED, LineError } from './lineError.ts';
import { opened } from './reach.ts';

/**
 * Sends nothing over TLS to a server whose certificate is not accepted. The handshake is complete by then, so
 * the server has already seen the server name and a requested client certificate.
 * @param keyLog receives the secrets of TLS, in lines of `SSLKEYLOGFILE`
 */
export async function secured(
  socket: Socket,
  host: string,
  tls: LineTls,
  credentials: ConnectionOptions,
  signal: AbortSignal,
  keyLog?: (line: Buffer) => void,
): Promise<{ readonly secure: TLSSocket; readonly facts: TlsFacts }> {
  const serverName = tls.serverName ?? (isIP(host) === 0 ? host : undefined);
  const secure = connect({
    ...credentials,
    socket,
    host: tls.serverName ?? host,
    ...(serverName !== undefined && { servername: serverName }),
    ...(tls.alpn !== undefined && { ALPNProtocols: [...tls.alpn] }),
    // Judged below, because the chain of a rejected certificate is shown.
    rejectUnauthorized: false,
  });
  if (keyLog !== undefined) secure.on('keylog', keyLog);
  await opened(secure, 'secureConnect', signal);
  return { secure, facts: tlsFacts(secure, serverName, tls.psk === undefined) };
}

/** Waits for a server to accept a client's certificate. Most send a session ticket then, others nothing. */
const WAITS = 5;
/** ms. If this process is blocked, at most one wait passes meanwhile. */
const WAIT = 50;

/**
 * Waits until the server has probably accepted the client's certificate. TLS 1.3 is open for a client before.
 * Data written earlier may be answered by a reset, which discards the alert with the reason.
 * @throws the error that ends it
 */
export async function acceptedBy(secure: TLSSocket, signal: AbortSignal): Promise<void> {
  if (!asksForCertificate(secure) || secure.getProtocol() !== 'TLSv1.3') return;
  const judged = new AbortController();
  let broken: Error | undefined;
  secure.once('session', () => judged.abort());
  secure.once('error', (error: Error) => {
    broken = error;
    judged.abort();
  });
  const over = AbortSignal.any([signal, judged.signal]);
  for (let waited = 0; waited < WAITS && !over.aborted; waited += 1) {
    await setTimeout(WAIT, undefined, { signal: over }).catch(() => undefined);
  }
  // A session is emitted during a read, when nothing may be written.
  await setImmediate();
  signal.throwIfAborted();
  if (broken !== undefined) throw broken;
  // The end has no listener meanwhile and is not emitted again.
  if (secure.destroyed) throw Object.assign(new Error('closed'), { code: ENDED });
}

/** @throws LineError if the server's certificate is not accepted */
export function judge(
  { chain, fault, code = '' }: TlsFacts,
  host: string,
  { psk, fingerprint }: LineTls,
): void {
  if (psk !== undefined) return;
  const [own] = chain;
  if (fingerprint !== undefined) {
    if (own !== undefined && plain(own.fingerprint) === plain(fingerprint)) return;
    const shown = own?.fingerprint ?? '';
    throw new LineError({ key: 'fingerprint', args: { shown } });
  }
  if (fault === undefined) return;
  const names = fault === 'name' && own !== undefined ? hostsOf(own) : undefined;
  throw new LineError({ key: 'certificate', args: { fault, code, host, names } });
}

const plain = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase();
