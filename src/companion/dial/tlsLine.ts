/** TLS over what has been reached: the chain is seen first, and judged then. */
import { isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import type { CertificateRequestFacts, TlsFacts } from '../../connection/bridge/lineFacts.ts';
import type { LineTls } from '../../profiles/lineSettings.ts';
import { tlsFacts } from './certificateFacts.ts';
import { certificateRequestIn } from './certificateRequest.ts';
import { LineError } from './lineError.ts';
import { Overheard } from './overheard.ts';
import { opened } from './reach.ts';

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
