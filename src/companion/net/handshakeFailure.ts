/** Explains in the event log why a TLS handshake with a client failed. */
import type { TLSSocket } from 'node:tls';

const TLS_FAULTS: ReadonlyMap<string, string> = new Map([
  ['ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE', 'the client did not present a certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'nobody of --tls-client-ca has signed the certificate'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'nobody of --tls-client-ca has signed the certificate'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'the client’s certificate has signed itself'],
  ['CERT_HAS_EXPIRED', 'the client’s certificate has expired'],
  // OpenSSL's security level refuses it; Node 24 has a higher one.
  ['UNSPECIFIED', 'the key or signature of the client’s certificate is too weak'],
  ['CERT_NOT_YET_VALID', 'the client’s certificate is not valid yet'],
  ['ERR_SSL_NO_SHARED_CIPHER', 'the client offers none of the cipher suites'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'the client offers no TLS from 1.2 on'],
  ['ERR_SSL_HTTP_REQUEST', 'the client speaks HTTP without TLS'],
  ['ECONNRESET', 'the client has left'],
]);

/** Node types `authorizationError` as an error, but sets a string. */
function codeOf(error: unknown): string | undefined {
  return typeof error === 'string' ? error : undefined;
}

/** @param openingTimeout time limit of a handshake in ms */
export function handshakeFailure(
  error: NodeJS.ErrnoException,
  socket: TLSSocket,
  openingTimeout: number,
): string {
  // If the certificate is rejected, only `authorizationError` says why.
  const code = codeOf(socket.authorizationError) ?? error.code ?? error.message;
  return code === 'ERR_TLS_HANDSHAKE_TIMEOUT'
    ? `The TLS handshake took longer than ${openingTimeout / 1000} s.`
    : `The TLS handshake failed: ${TLS_FAULTS.get(code) ?? code}.`;
}
