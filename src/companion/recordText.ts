/** What a recording tells whoever called it: why it has no connection, what became of a subscription. */
import type { Failure, SubscriptionStatus } from '../connection/protocol.ts';
import { printable } from '../engine/files/packetLine.ts';
import { say } from '../mqtt/fact.ts';
import type { ProtocolVersion } from '../mqtt/packet.ts';
import { type ReasonPlace, reasonCodeText } from '../mqtt/reasonCodes.ts';
import { connectionFacts } from '../words/en/connectionFacts.ts';
import { systemCode, systemReason } from './errors.ts';

/** Codes of CONNACK that speak of who signs in, in all versions. */
const SIGN_IN: ReadonlySet<number> = new Set([4, 5, 0x86, 0x87]);
const VERSION: ReadonlySet<number> = new Set([1, 0x84]);
/** Where trust in the certificate is missing, as OpenSSL and Node name it. */
const UNTRUSTED =
  /SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)|^CERT_|ERR_TLS_CERT|HOSTNAME_MISMATCH/;

/** The broker ended the handshake of TLS for want of a certificate. */
const WANTS_CERTIFICATE = /ALERT_(?:CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE)/;

/** @param cause what the network said, where it did */
export function failureText(failure: Failure, address: string, cause: Error | undefined): string {
  switch (failure.kind) {
    case 'refused': {
      const { code } = failure;
      const advice = SIGN_IN.has(code)
        ? ' Check --username and the password (MQTTSCOPE_PASSWORD).'
        : VERSION.has(code)
          ? ' Choose another version with --protocol.'
          : '';
      return `The broker refused the connection: ${codeText('connack', failure)}.${advice}`;
    }
    case 'disconnected':
      return `The broker ended the connection: ${codeText('disconnect', failure)}.`;
    case 'unreachable':
      return `${address} cannot be reached: ${networkReason(cause)}`;
    case 'no-connack':
      if (WANTS_CERTIFICATE.test(systemCode(cause) ?? '')) {
        return `${address} requires a client certificate. Name one with --cert FILE and --key FILE.`;
      }
      if (failure.timedOut) {
        return `${address} was reached, but did not answer CONNECT. Is it an MQTT port?`;
      }
      return `${address} was reached, but ended the connection without a CONNACK. Is it an MQTT port${
        /^(?:mqtts|wss):/.test(address)
          ? ', and does it require a client certificate (--cert, --key)'
          : ', and does it require TLS'
      }?`;
    case 'lost':
    case 'displaced': {
      const reason = failure.closeReason === '' ? '' : ` (${printable(failure.closeReason)})`;
      return `The connection was lost${reason}.`;
    }
    case 'keep-alive':
      return 'The connection timed out: the broker did not answer a ping.';
    case 'pre-auth':
      return `${address} was not tried: no token could be obtained (HTTPS pre-authentication).`;
    case 'broken':
      return `The connection was closed, because the broker broke a rule: ${printable(say(connectionFacts, failure.why))} [${failure.statement}]`;
    case 'not-loaded':
    case 'invalid':
      return printable(say(connectionFacts, failure.why));
  }
}

/** Something answers that is hardly a broker. */
export function strangerText(
  { why, statement }: Extract<Failure, { readonly kind: 'broken' }>,
  address: string,
): string {
  return `${address} was reached, but its answer is not MQTT: ${printable(say(connectionFacts, why))} [${statement}]`;
}

/** `0x87 Not authorized`, and what the broker says to it. */
function codeText(
  place: ReasonPlace,
  { code, reasonString }: { readonly code: number; readonly reasonString: string | undefined },
): string {
  // A refusal of an older version may come to a newer one.
  const text = reasonCodeText(place, code, place === 'connack' && code < 0x80 ? 4 : 5);
  return reasonString === undefined ? text : `${text} (“${printable(reasonString)}”)`;
}

function networkReason(cause: Error | undefined): string {
  if (cause === undefined) return 'there was no answer.';
  const code = systemCode(cause) ?? '';
  if (WANTS_CERTIFICATE.test(code)) {
    return 'it requires a client certificate. Name one with --cert FILE and --key FILE.';
  }
  const reason = systemReason(cause);
  if (UNTRUSTED.test(code)) {
    return `its certificate is not trusted (${reason}). Name its authority with --ca FILE, or accept any certificate with --insecure.`;
  }
  if (/SSL|EPROTO/.test(code)) return `it does not use TLS (${code}).`;
  const answer = /^Unexpected server response: (\d+)$/.exec(reason)?.[1];
  if (answer !== undefined) {
    return `it answered with HTTP status ${answer} instead of a WebSocket. Is the path right? It is often /mqtt.`;
  }
  return reason.endsWith('.') ? reason : `${reason}.`;
}

/** undefined: there is none yet. */
export function answerText(
  { subscription, state }: SubscriptionStatus,
  version: ProtocolVersion,
): string | undefined {
  const { filter, qos } = subscription;
  switch (state.kind) {
    case 'granted':
      return state.qos < qos
        ? `Subscribed to ${filter}; requested QoS ${qos}, granted ${state.qos}.`
        : `Subscribed to ${filter} (QoS ${state.qos}).`;
    case 'refused': {
      const said = state.reasonString === undefined ? '' : ` (“${state.reasonString}”)`;
      return `The broker refused the subscription to ${filter}: ${reasonCodeText('suback', state.code, version)}${said}.`;
    }
    case 'held':
      return state.code === undefined
        ? `The broker closed the connection right after the subscription to ${filter}, without an answer: it will not be sent again.`
        : `The broker ended the connection for the subscription to ${filter}, with DISCONNECT ${reasonCodeText('disconnect', state.code, version)}: it will not be sent again.`;
    case 'not-sent':
      return `The subscription to ${filter} was not sent: ${say(connectionFacts, state.why)}`;
    case 'requested':
    case 'waiting':
      return undefined;
  }
}
