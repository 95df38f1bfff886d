/**
 * Detects from the handshake whether a server requests a client certificate, and from which authorities. Node
 * does not report it.
 */
import type { CertificateRequestFacts } from '../../connection/bridge/lineFacts.ts';
import { u16 } from '../../engine/files/bytes/bytes.ts';
import {
  HandshakeMessages,
  readServerHello,
  SERVER_HELLO,
  type ServerHello,
} from '../../engine/files/tls/handshake.ts';
import { keyOfSecret } from '../../engine/files/tls/keys.ts';
import { OpenRecords } from '../../engine/files/tls/openRecords.ts';
import { suiteOf } from '../../engine/files/tls/suites.ts';
import { APPLICATION_DATA, HANDSHAKE, TlsRecords } from '../../engine/files/tls/tlsRecords.ts';
import { distinguishedName } from './distinguishedName.ts';

const CERTIFICATE_REQUEST = 13;
/** No CertificateRequest follows these messages, in TLS 1.2 and in 1.3. */
const SERVER_HELLO_DONE = 14;
const FINISHED = 20;
const TLS_1_3 = 0x0304;
/** Extension of CertificateRequest (RFC 8446, 4.2.4). */
const CERTIFICATE_AUTHORITIES = 47;
const MOST_AUTHORITIES = 50;

/**
 * @param bytes sent by the server, from the first on
 * @param keyLog lines as Node emits them
 * @returns undefined: the handshake did not reach it, or is unreadable
 */
export function certificateRequestIn(
  bytes: Buffer,
  keyLog: readonly string[],
): CertificateRequestFacts | undefined {
  let hello: ServerHello | undefined;
  let open: OpenRecords | undefined;
  let found: CertificateRequestFacts | undefined;
  const messages = new HandshakeMessages((type, body) => {
    if (found !== undefined) return;
    if (type === SERVER_HELLO) {
      const read = readServerHello(body);
      if (!read.isRetry) hello = read;
    } else if (type === CERTIFICATE_REQUEST) {
      const authorities = authoritiesIn(Buffer.from(body), hello?.version === TLS_1_3);
      found = { isAsked: true, authorities };
    } else if (type === SERVER_HELLO_DONE || type === FINISHED) {
      found = { isAsked: false, authorities: [] };
    }
  });
  const records = new TlsRecords({
    record: (record) => {
      if (record.type === HANDSHAKE) messages.push(record.body);
      if (record.type !== APPLICATION_DATA || found !== undefined) return;
      open ??= hello && handshakeKeys(hello, keyLog);
      const opened = open?.open(record);
      if (typeof opened === 'object' && opened.type === HANDSHAKE) messages.push(opened.content);
    },
    lost: () => undefined,
    broken: () => undefined,
  });
  records.data(bytes, 0);
  return found;
}

function handshakeKeys(
  { suite: id }: ServerHello,
  keyLog: readonly string[],
): OpenRecords | undefined {
  const suite = suiteOf(id);
  const line = keyLog.find((one) => one.startsWith('SERVER_HANDSHAKE_TRAFFIC_SECRET '));
  const secret = line?.trim().split(' ')[2];
  if (suite === undefined || secret === undefined) return undefined;
  return new OpenRecords([keyOfSecret(suite, Uint8Array.from(Buffer.from(secret, 'hex')))]);
}

/** Parses the body of CertificateRequest: RFC 8446, 4.3.2; RFC 5246, 7.4.4. */
function authoritiesIn(body: Buffer, is13: boolean): readonly string[] {
  const names = is13 ? authorityExtension(body) : authorityList(body);
  const found: string[] = [];
  for (let at = 0; at + 2 <= names.length && found.length < MOST_AUTHORITIES; ) {
    const length = u16(names, at);
    found.push(distinguishedName(names.subarray(at + 2, at + 2 + length)));
    at += 2 + length;
  }
  return found;
}

function authorityExtension(body: Buffer): Buffer {
  let at = 1 + (body[0] ?? 0) + 2;
  while (at + 4 <= body.length) {
    const length = u16(body, at + 2);
    if (u16(body, at) === CERTIFICATE_AUTHORITIES) return body.subarray(at + 6, at + 4 + length);
    at += 4 + length;
  }
  return Buffer.alloc(0);
}

function authorityList(body: Buffer): Buffer {
  const algorithms = 1 + (body[0] ?? 0);
  const at = algorithms + 2 + u16(body, algorithms);
  return body.subarray(at + 2, at + 2 + u16(body, at));
}
