/** Messages of a recording: connection failures and results of subscriptions. */
import { visibleText } from '../../base/visibleText.ts';
import type { Failure, SubscriptionStatus } from '../../connection/protocol/protocol.ts';
import { recording } from '../../i18n/cli/en/recording.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { isFailure, type ReasonPlace, reasonCodeText } from '../../mqtt/tables/reasonCodes.ts';
import { systemReason } from '../cli/errors.ts';
import { systemCode } from '../cli/systemCode.ts';
import { hostsInError } from '../dial/certificateFacts.ts';
import { LineError } from '../dial/lineError.ts';

/** Without a closing handshake, or over TCP, there is no code (RFC 6455, 7.1.5). */
const isTelling = (code: number): boolean => code >= 1000 && code !== 1005 && code !== 1006;

/** CONNACK codes about credentials, in all versions. */
const SIGN_IN: ReadonlySet<number> = new Set([4, 5, 0x86, 0x87]);
const VERSION: ReadonlySet<number> = new Set([1, 0x84]);
/** Error codes of OpenSSL and Node for untrusted certificates. */
const UNTRUSTED =
  /SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)|^CERT_|ERR_TLS_CERT|HOSTNAME_MISMATCH/;

/** The broker ended the TLS handshake because it requires a certificate. */
const WANTS_CERTIFICATE = /ALERT_(?:CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE)/;

/** The other side ended the connection. */
const ENDED = /^(?:ECONNRESET|EPIPE)$/;

/** @param cause the network's error, if any */
export function failureText(failure: Failure, address: string, cause: Error | undefined): string {
  const t = recording.failures;
  switch (failure.kind) {
    case 'refused': {
      const { code } = failure;
      const ofVersion = VERSION.has(code) ? t.adviceVersion : '';
      const advice = SIGN_IN.has(code) ? t.adviceSignIn : ofVersion;
      return `${t.refused(codeText('connack', failure))}${advice}`;
    }
    case 'disconnected':
      return t.disconnected(codeText('disconnect', failure));
    // Recordings open their own sockets, not a companion's lines.
    case 'line':
    case 'no-bridge':
    case 'unreachable':
      return t.unreachable(address, networkReason(cause, address));
    case 'no-connack':
      if (WANTS_CERTIFICATE.test(systemCode(cause) ?? '')) return t.wantsCertificate(address);
      if (failure.timedOut) return t.silent(address);
      return t.endedEarly(address, /^(?:mqtts|wss):/.test(address));
    case 'lost':
    case 'displaced':
      return t.lost(
        isTelling(failure.closeCode) ? failure.closeCode : undefined,
        failure.closeReason,
      );
    case 'keep-alive':
      return t.keepAlive;
    case 'pre-auth':
      return t.preAuth(address);
    case 'broken':
      return t.broken(recording.fact(failure.why), failure.statement);
    case 'not-loaded':
    case 'invalid':
      return recording.fact(failure.why);
  }
}

/** The server is probably not a broker. */
export function strangerText(
  { why, statement }: Extract<Failure, { readonly kind: 'broken' }>,
  address: string,
): string {
  return recording.failures.stranger(address, recording.fact(why), statement);
}

/** Formats `0x87 Not authorized` with the broker's reason string. */
function codeText(
  place: ReasonPlace,
  { code, reasonString }: { readonly code: number; readonly reasonString: string | undefined },
): string {
  // A newer client may receive an older version's code.
  const text = reasonCodeText(place, code, place === 'connack' && !isFailure(code) ? 4 : 5);
  return recording.said(text, reasonString);
}

function networkReason(cause: Error | undefined, address: string): string {
  const t = recording.network;
  if (cause === undefined) return t.noAnswer;
  const code = systemCode(cause) ?? '';
  if (WANTS_CERTIFICATE.test(code)) return t.wantsCertificate;
  if (cause instanceof LineError && cause.failure.key === 'no-subprotocol') {
    const { offered, selected } = cause.failure.args;
    return t.subprotocol(offered, selected && visibleText(selected));
  }
  const reason = systemReason(cause);
  const hosts = hostsInError(cause);
  if (hosts !== undefined) {
    const names = hosts.map((host) => visibleText(host));
    return t.otherName(new URL(address).hostname, names);
  }
  if (UNTRUSTED.test(code)) return t.untrusted(reason);
  if (/SSL|EPROTO/.test(code)) return t.noTls(code);
  if (ENDED.test(code) || cause.message === 'socket hang up') {
    if (/^(?:mqtts|wss):/.test(address)) return t.endedTls;
    if (address.startsWith('ws:')) return t.endedWebSocket;
  }
  const answer = /^Unexpected server response: (\d+)$/.exec(reason)?.[1];
  return answer === undefined ? recording.sentence(reason) : t.httpStatus(Number(answer));
}

/** Undefined: no response yet. */
export function answerText(
  { subscription, state }: SubscriptionStatus,
  version: ProtocolVersion,
): string | undefined {
  const { filter, qos } = subscription;
  const t = recording.answers;
  switch (state.kind) {
    case 'granted':
      return state.qos < qos ? t.grantedLess(filter, qos, state.qos) : t.granted(filter, state.qos);
    case 'refused': {
      const code = reasonCodeText('suback', state.code, version);
      return t.refused(filter, recording.said(code, state.reasonString));
    }
    case 'held':
      return state.code === undefined
        ? t.closedAfter(filter)
        : t.endedFor(filter, reasonCodeText('disconnect', state.code, version));
    case 'not-sent':
      return t.notSent(filter, recording.fact(state.why));
    case 'requested':
    case 'waiting':
      return undefined;
  }
}
