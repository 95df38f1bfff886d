/** TLS over what has been reached: the chain is seen first, and judged then. */
import { isIP, type Socket } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import type { CertificateRequestFacts, TlsFacts } from '../../connection/bridge/lineFacts.ts';
import type { LineTls } from '../../profiles/settings/lineSettings.ts';
import { tlsFacts } from './certificateFacts.ts';
import { certificateRequestIn } from './certificateRequest.ts';
import { ENDED, LineError } from './lineError.ts';
import { opened } from './reach.ts';
import { Overheard } from './tlsSniffer.ts';

interface HandshakeNews {
  readonly keyLog?: ((line: Buffer) => void) | undefined;
  /** Told once, also where the handshake fails. Bytes then go a longer way. */
  readonly asked?: ((request: CertificateRequestFacts | undefined) => void) | undefined;
}

/**
 * Of what is sent over TLS, nothing goes to a server whose certificate is not accepted. The handshake has
 * gone through by then: such a server has seen the server name, and a client certificate that it asked for.
 */
export async function secured(
  socket: Socket,
  host: string,
  tls: LineTls,
  credentials: ConnectionOptions,
  signal: AbortSignal,
  { keyLog, asked }: HandshakeNews = {},
): Promise<{ readonly secure: TLSSocket; readonly facts: TlsFacts }> {
  const serverName = tls.serverName ?? (isIP(host) === 0 ? host : undefined);
  const overheard = asked && new Overheard(socket);
  const lines: string[] = [];
  const secure = connect({
    ...credentials,
    socket: overheard ?? socket,
    host: tls.serverName ?? host,
    ...(serverName !== undefined && { servername: serverName }),
    ...(tls.alpn !== undefined && { ALPNProtocols: [...tls.alpn] }),
    // Judged below: of a certificate that is refused, the chain is to be shown.
    rejectUnauthorized: false,
  });
  if (keyLog !== undefined) secure.on('keylog', keyLog);
  if (asked !== undefined) secure.on('keylog', (line: Buffer) => lines.push(line.toString()));
  try {
    await opened(secure, 'secureConnect', signal);
  } finally {
    if (overheard !== undefined) asked?.(certificateRequestIn(overheard.takeHeard(), lines));
  }
  return { secure, facts: tlsFacts(secure, serverName, tls.psk === undefined) };
}

/** For a server to accept a client's certificate: most say so by a session ticket, others by nothing. */
const WAITS = 5;
/** ms; where this process itself is held up, no more than one of them passes meanwhile. */
const WAIT = 50;

/**
 * TLS 1.3 is open for a client before the server has judged the certificate that it asked for. What is
 * written before that may be answered by a reset, which takes along the alert that says why.
 * @throws what ends it
 */
export async function acceptedBy(secure: TLSSocket, signal: AbortSignal): Promise<void> {
  // These come with the server's request for a certificate.
  const isAsked = secure.getSharedSigalgs().length > 0;
  if (!isAsked || secure.getProtocol() !== 'TLSv1.3') return;
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
  // A session comes in the midst of reading, where nothing may be written.
  await setImmediate();
  signal.throwIfAborted();
  if (broken !== undefined) throw broken;
  // With nobody listening, its end would not be told again.
  if (secure.destroyed) throw Object.assign(new Error('closed'), { code: ENDED });
}

/** @throws LineError where the server's certificate is not accepted */
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
  if (fault !== undefined) throw new LineError({ key: 'certificate', args: { fault, code, host } });
}

const plain = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase();
