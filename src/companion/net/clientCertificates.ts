/** Client certificates (`--tls-client-ca`): rejects weak ones and reads user names. */
import { X509Certificate } from 'node:crypto';
import type { Server, TLSSocket } from 'node:tls';
import { inEnglish } from '../cli/errors.ts';
import { type UserNameFrom, userNameOf, weakness } from './certificates.ts';

/** Options of a TLS server. */
export const CERTIFICATE_NEEDED = { requestCert: true, rejectUnauthorized: true } as const;

/** Accepts connections with a valid chain, unless the certificate is weak or lacks the name. */
export function judgeCertificates(
  server: Server,
  userNameFrom: UserNameFrom | undefined,
  turnAway: (socket: TLSSocket, reason: string) => void,
): void {
  const listeners = server.listeners('secureConnection');
  server.removeAllListeners('secureConnection');
  server.on('secureConnection', (socket: TLSSocket) => {
    const error = errorOf(socket, userNameFrom);
    if (error !== undefined) {
      turnAway(socket, error);
      return;
    }
    for (const listener of listeners) Reflect.apply(listener, server, [socket]);
  });
}

function errorOf(socket: TLSSocket, userNameFrom: UserNameFrom | undefined): string | undefined {
  const certificate = certificateOf(socket);
  if (certificate === undefined) return 'The client did not present a certificate.';
  const weak = weakness(certificate);
  if (weak !== undefined) return `The client’s certificate is refused: ${inEnglish(weak)}.`;
  return userNameFrom === undefined || userNameOf(certificate, userNameFrom) !== undefined
    ? undefined
    : `The client’s certificate has no ${NAMES[userNameFrom]} for a user name.`;
}

const NAMES: Record<UserNameFrom, string> = { cn: 'common name', san: 'alternative name' };

/** Resumed sessions keep the certificate, too. */
function certificateOf(socket: TLSSocket): X509Certificate | undefined {
  const { raw } = socket.getPeerCertificate();
  return raw === undefined ? undefined : new X509Certificate(raw);
}

/** User name from the client's certificate; undefined without one. */
export function certifiedNameOf(socket: TLSSocket, from: UserNameFrom): string | undefined {
  const certificate = certificateOf(socket);
  return certificate && userNameOf(certificate, from);
}
