/** Messages of a recording: connection failures and results of subscriptions. */
import { visibleText } from '../../base/visibleText.ts';
import type { LineFailure } from '../../connection/bridge/lineFacts.ts';
import type { Failure, SubscriptionStatus } from '../../connection/protocol/protocol.ts';
import { recording } from '../../i18n/cli/en/recording.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { isFailure, type ReasonPlace, reasonCodeText } from '../../mqtt/tables/reasonCodes.ts';
import { certificateFault, hostsInError } from '../dial/certificateFacts.ts';
import { codeOf, failureOf } from '../dial/lineError.ts';

/** Without a closing handshake, or over TCP, there is no code (RFC 6455, 7.1.5). */
const isTelling = (code: number): boolean => code >= 1000 && code !== 1005 && code !== 1006;

/** CONNACK codes about credentials, in all versions. */
const SIGN_IN: ReadonlySet<number> = new Set([4, 5, 0x86, 0x87]);
const VERSION: ReadonlySet<number> = new Set([1, 0x84]);

/** @param cause the network's error, if any */
export function failureText(failure: Failure, address: string, cause: Error | undefined): string {
  const t = recording.failures;
  switch (failure.kind) {
    case 'refused': {
      const { code } = failure;
      const ofVersion = VERSION.has(code) ? t.versionOption : '';
      const options = SIGN_IN.has(code) ? t.signInOptions : ofVersion;
      return t.refused(codeText('connack', failure), code, options);
    }
    case 'disconnected':
      return t.disconnected(codeText('disconnect', failure));
    // Recordings open their own sockets, not a companion's lines.
    case 'line':
    case 'no-bridge':
    case 'unreachable':
      return t.unreachable(address, networkReason(cause, address));
    case 'no-connack':
      if (failure.timedOut) return t.silent(address);
      // In TLS 1.3 a server rejects the client's certificate after the handshake.
      return cause === undefined || ofLine(cause, address).key !== 'tls-alert'
        ? t.endedEarly(address)
        : t.unreachable(address, networkReason(cause, address));
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

const networkReason = (cause: Error | undefined, address: string): string =>
  cause === undefined ? recording.noAnswer : recording.line(ofLine(cause, address));

/** Node's words for an orderly close within a handshake. */
const CLOSED = /^(?:socket hang up|Client network socket disconnected)/;
const STATUS = /^Unexpected server response: (\d+)$/;

/** The failure in the words that the app has for lines. */
function ofLine(cause: Error, address: string): LineFailure {
  const { protocol, hostname, host } = new URL(address);
  const step = /^(?:mqtts|wss):$/.test(protocol)
    ? 'tls'
    : protocol === 'ws:'
      ? 'websocket'
      : 'connect';
  const code = codeOf(cause);
  const fault = certificateFault(code);
  if (fault !== undefined) {
    const names = hostsInError(cause)?.map((name) => visibleText(name)) ?? [];
    return { key: 'certificate', args: { fault, code, host: hostname, names } };
  }
  const status = STATUS.exec(cause.message)?.[1];
  if (status !== undefined)
    return { key: 'no-websocket', args: { status: Number(status), server: undefined } };
  if (CLOSED.test(cause.message)) return { key: 'closed', args: { step, isReset: false } };
  return failureOf(cause, step, hostname, host);
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
