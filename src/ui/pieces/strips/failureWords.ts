/** A failure as a title, a code, and advice: what happened, why, and what to do next. */

import { visibleText } from '../../../base/visibleText.ts';
import type { Failure, OffendingRequest } from '../../../connection/protocol/protocol.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import { hexByte, reasonCodeName } from '../../../mqtt/tables/reasonCodes.ts';
import { isBridged } from '../../../profiles/addresses/bridgedAddress.ts';
import type { ConnectionSettings } from '../../../profiles/settings/settings.ts';
import { isTabAddress } from '../../../profiles/settings/tabAddress.ts';
import { shownName } from '../../session/shownName.ts';
import { deviceAdvice } from './deviceAdvice.ts';

export interface FailureWords {
  readonly title: string;
  readonly code: string | undefined;
  readonly text: readonly string[];
  /** Number of the packet that shows it. */
  readonly packet?: number | undefined;
  /** Text from the broker or server, with invisible characters made visible. */
  readonly said: string | undefined;
  /** The code is about the credentials. */
  readonly credentials: boolean;
}

type Advice = keyof Texts['failures']['advice'];

/** By return code of MQTT 3.1 and 3.1.1 (below 6) or reason code of MQTT 5. */
const ADVICE: ReadonlyMap<number, Advice> = new Map<number, Advice>([
  [1, 'version'],
  [2, 'clientId'],
  [3, 'unavailable'],
  [4, 'badCredentials'],
  [5, 'notAuthorized'],
  [0x81, 'ours'],
  [0x82, 'ours'],
  [0x84, 'version'],
  [0x85, 'clientId'],
  [0x86, 'badCredentials'],
  [0x87, 'notAuthorized'],
  [0x88, 'unavailable'],
  [0x89, 'unavailable'],
  [0x8a, 'notAuthorized'],
  [0x8b, 'unavailable'],
  [0x8c, 'badMethod'],
  [0x8e, 'takenOver'],
  [0x90, 'willInvalid'],
  [0x95, 'tooLarge'],
  [0x97, 'quota'],
  [0x99, 'willInvalid'],
  [0x9a, 'willInvalid'],
  [0x9b, 'willInvalid'],
  [0x9c, 'moved'],
  [0x9d, 'moved'],
  [0x9f, 'quota'],
]);

/** Codes of the platform's HTTPS answer. */
const PRE_AUTH_CODES: ReadonlyMap<number, keyof Texts['failures']['preAuthCodes']> = new Map([
  [401, 'auth'],
  [460, 'parameter'],
  [500, 'failed'],
  [5001, 'device'],
  [6200, 'type'],
  [6204, 'disabled'],
] as const);

const CREDENTIALS: ReadonlySet<number> = new Set([4, 5, 0x86, 0x87, 0x8c]);

/** True if a CONNACK with this code rejects the user. */
export const isAboutSignIn = (code: number): boolean => CREDENTIALS.has(code);

/** True if a CONNACK with this code rejects the protocol version. */
export const isAboutVersion = (code: number): boolean => ADVICE.get(code) === 'version';

function adviceFor(code: number, signIn: ConnectionSettings['signIn']): Advice {
  const advice = ADVICE.get(code) ?? 'other';
  const named = signIn.kind === 'password' && signIn.userName !== '';
  return advice === 'notAuthorized' && named ? 'notAuthorizedUser' : advice;
}

const CLOSED: ReadonlySet<Failure['kind']> = new Set(['unreachable', 'lost', 'displaced']);

/** Group of a failure's code. */
export function codeOf(kind: Failure['kind']): 'mqtt' | 'close' | 'other' {
  if (kind === 'refused' || kind === 'disconnected') return 'mqtt';
  return CLOSED.has(kind) ? 'close' : 'other';
}

/** A failure and its cause as plain text: title with its code, then a line for each sentence. */
export function failureText(failure: Failure, settings: ConnectionSettings, texts: Texts): string {
  const { title, code, text } = failureWords(failure, settings, texts);
  const name = code && texts.failures.codeName(code, codeOf(failure.kind));
  return [[title, name].filter(Boolean).join(' '), ...text].join('\n');
}

export function failureWords(
  failure: Failure,
  settings: ConnectionSettings,
  texts: Texts,
): FailureWords {
  const { version, signIn, url } = settings;
  const t = texts.failures;
  const isTab = isTabAddress(url);
  const plain = { code: undefined, said: undefined, credentials: false };
  switch (failure.kind) {
    case 'refused':
    case 'disconnected': {
      const { code } = failure;
      const place = failure.kind === 'refused' ? 'connack' : 'disconnect';
      const forDevice =
        signIn.kind === 'alibaba' ? deviceAdvice(code, settings, signIn, texts) : undefined;
      return {
        // A broker that only has MQTT 3.1.1 refuses MQTT 5 with a code of its own version.
        title: titleOf(reasonCodeName(place, code, version) ?? reasonCodeName(place, code, 4), t),
        code: version === 5 || code > 9 ? hexByte(code) : String(code),
        text: [
          failure.kind === 'refused' ? t.refusedText : t.disconnectedText,
          ...(failure.kind === 'disconnected' && failure.cause
            ? [visibleText(texts.explain.ended(failure.cause))]
            : failure.kind === 'disconnected' && failure.offendingRequest
              ? answeredText(failure.offendingRequest, t)
              : (forDevice ?? [t.advice[adviceFor(code, signIn)]])),
        ],
        said: failure.reasonString && shownName(failure.reasonString),
        credentials: CREDENTIALS.has(code),
      };
    }
    case 'unreachable':
      return {
        ...plain,
        title: isTab
          ? t.unreachableTab
          : failure.forbidden
            ? t.unreachableForbidden
            : t.unreachable,
        code: failure.forbidden || isTab ? undefined : '1006',
        text: [],
      };
    case 'line':
      return {
        ...plain,
        title: t.line(failure.failure),
        text: [visibleText(t.lineWhy(failure.failure))],
      };
    case 'no-bridge':
      return {
        ...plain,
        title: t.noBridge,
        text: [
          t.noBridgeWhy[failure.why],
          // The sentence above says the same, and the form below where the token is.
          ...(failure.said && failure.said.fact?.key !== 'token-missing'
            ? [visibleText(texts.explain.refusal(failure.said))]
            : []),
        ],
      };
    case 'no-connack':
      return {
        ...plain,
        title: t.noConnack,
        text: [
          isTab
            ? t.noConnackTab(failure.timedOut)
            : isBridged(url, settings.line)
              ? t.noConnackBridged(failure.timedOut)
              : failure.timedOut
                ? t.noConnackTimedOut
                : t.noConnackClosed,
        ],
      };
    case 'lost': {
      const { cause, end } = failure;
      const isWebSocket =
        cause?.key !== 'companion-gone' && (end === undefined || end.kind === 'websocket');
      const seen = cause && visibleText(texts.explain.ended(cause));
      return {
        ...plain,
        title: t.lost,
        code: isTab || !isWebSocket ? undefined : String(failure.closeCode),
        text: [
          ...(failure.offendingRequest
            ? offendingRequestText(failure.offendingRequest, t)
            : [seen ?? (isTab ? t.lostTab : t.lostText)]),
          ...(signIn.kind === 'alibaba' ? [t.lostDevice] : []),
        ],
        said: failure.closeReason === '' ? undefined : shownName(failure.closeReason),
      };
    }
    case 'displaced':
      return {
        ...plain,
        title: t.displaced,
        code: isTab ? undefined : String(failure.closeCode),
        text: [t.displacedText, t.displacedElse],
        said: failure.closeReason === '' ? undefined : shownName(failure.closeReason),
      };
    case 'keep-alive':
      return {
        ...plain,
        title: failure.cause === undefined ? t.keepAlive : t.lost,
        text: [failure.cause ? visibleText(texts.explain.ended(failure.cause)) : t.keepAliveText],
      };
    case 'broken':
      return {
        ...plain,
        title: t.broken,
        code: failure.statement,
        text: [visibleText(t.why(failure.why))],
        packet: failure.packet,
      };
    case 'pre-auth':
      return {
        ...plain,
        title: t.preAuth,
        code: failure.code === undefined ? undefined : String(failure.code),
        text: [
          t.preAuthAt(failure.url),
          failure.why === 'code'
            ? t.preAuthCodes[PRE_AUTH_CODES.get(failure.code ?? 0) ?? 'other']
            : t.preAuthErrors[failure.why],
          ...(isTab && failure.why !== 'code' && failure.why !== 'no-platform'
            ? [t.preAuthOfTab]
            : []),
        ],
        said: failure.said && shownName(texts.explain.refusal(failure.said)),
        credentials: failure.why === 'code',
      };
    case 'not-loaded':
      return {
        ...plain,
        title: t.notLoaded,
        text: [texts.kit.notLoaded.text, visibleText(t.why(failure.why))],
      };
    case 'invalid':
      return { ...plain, title: t.invalid, text: [visibleText(t.why(failure.why))] };
  }
}

const titleOf = (name: string | undefined, t: Texts['failures']): string =>
  name === undefined ? t.refusedUnknown : t.reason(name);

function offendingRequestText(
  offendingRequest: OffendingRequest,
  t: Texts['failures'],
): readonly string[] {
  if (offendingRequest.kind === 'subscribe')
    return [t.culpritFilter(shownName(offendingRequest.filter))];
  const { topic, qos, again } = offendingRequest;
  const text = again ? t.culpritAgain : t.culpritMessage;
  return [text(shownName(topic), qos), ...(qos === 2 ? [t.culpritChoices] : [])];
}

/** Behind the DISCONNECT that the broker sent. */
function answeredText(offendingRequest: OffendingRequest, t: Texts['failures']): readonly string[] {
  if (offendingRequest.kind === 'subscribe')
    return [t.answeredFilter(shownName(offendingRequest.filter))];
  const { topic, qos } = offendingRequest;
  return [t.answeredMessage(shownName(topic), qos), ...(qos === 2 ? [t.culpritChoices] : [])];
}
