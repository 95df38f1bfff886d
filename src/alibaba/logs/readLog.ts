/**
 * Reads four facts from a log: how far the connection came, the reporting software, the broken rule, and the
 * sign-in.
 */
import { type FoundCredentials, findCredentials } from '../findCredentials.ts';
import { parseClientId, parseUserName } from '../identity.ts';
import { addressesIn } from './addresses.ts';
import { type BrokenRule, brokenRulesIn } from './brokenRules.ts';
import type { CountedCause } from './logCauses.ts';
import type { LogStatement } from './logStatement.ts';
import { libraryIn } from './logTable.ts';
import { type SignInKind, signInOf } from './otherForms.ts';
import { isRefusal, outcomeIn } from './outcome.ts';

/** Facts in a log besides the credentials. */
export interface LogReading {
  /** undefined: the text does not show how the connection ended. */
  readonly outcome: LogStatement | undefined;
  /** Of its ends, the most frequent first. */
  readonly causes: readonly CountedCause[];
  readonly broken: readonly BrokenRule[];
  readonly kind: SignInKind;
  /** Host, user name or client ID are those of Alibaba's devices; other brokers have other rules and reasons. */
  readonly isAlibaba: boolean;
  /** TLS on port 1883, which only some services accept. */
  readonly isTlsOn1883: boolean;
  /** The text shows the library with the small buffer. */
  readonly isPubSubClient: boolean;
}

/** For credentials without a log. */
export const NO_LOG: LogReading = {
  outcome: undefined,
  causes: [],
  broken: [],
  kind: 'signature',
  isAlibaba: true,
  isTlsOn1883: false,
  isPubSubClient: false,
};

export interface LogRead {
  readonly found: FoundCredentials;
  readonly reading: LogReading;
}

/** Limit of characters; the end of a longer log has the last sign-in. */
const LONGEST_TEXT = 1 << 19;

export function readLog(given: string): LogRead {
  const text = withoutPictures(given.slice(-LONGEST_TEXT))
    .replaceAll(/\r+\n/g, '\r\n')
    .replaceAll(/\r(?!\n)/g, '\n');
  const read = findCredentials(text);
  const { kind, credentials } = signInOf(text, read);
  const found = { ...read, ...credentials };
  const end = endOfSignIn(text, read);
  // A report may quote the error first, and the credentials after it.
  const { outcome, causes } = outcomeIn(text, end, read.earlier.length === 0 ? 0 : end);
  const addresses = addressesIn(text);
  const isAlibaba =
    isDeviceOfAlibaba(found) || addresses.some(({ host }) => host.endsWith('.aliyuncs.com'));
  const broken = brokenRulesIn({
    text,
    addresses,
    isAlibaba,
    clientId: found.clientId,
    userName: found.userName,
    keepAlive: read.circumstances?.keepAlive,
    stage: outcome?.stage,
    code: outcome?.code,
  });
  const reading = {
    outcome,
    causes,
    broken,
    kind,
    isAlibaba,
    isTlsOn1883: outcome?.stage === 'tls' && /\b1883\b/.test(text),
    isPubSubClient: libraryIn(text) === 'PubSubClient',
  };
  return { found, reading };
}

/** Whether user name or client id have the form of Alibaba's devices. */
function isDeviceOfAlibaba({ clientId = '', userName = '' }: Partial<FoundCredentials>): boolean {
  const { parameters } = parseClientId(clientId);
  const hasTail = parameters.some(([name]) => /^(?:securemode|authtype)$/i.test(name));
  const productKey = parseUserName(userName)?.productKey ?? '';
  return hasTail || /^[A-Za-z0-9]{8,20}$/.test(productKey);
}

/** Whether the log shows that the sign-in was refused. */
export function isRefusedIn({ outcome }: LogReading): boolean {
  return isRefusal(outcome);
}

/** Control pictures that terminals show for line ends. */
function withoutPictures(text: string): string {
  return text.replace(/(?<![\u2400-\u2421])[\u2400-\u2421]+(?=\s|$)/gu, '');
}

/** Statements before the password belong to an earlier sign-in, except a link that a module opens first. */
function endOfSignIn(text: string, { password }: FoundCredentials): number {
  if (password === undefined || password === '') return 0;
  const at = text.lastIndexOf(password) + 1;
  const opened = text.lastIndexOf('AT+QMTOPEN', at);
  return opened < 0 || text.slice(opened, at).includes('+QMTCONN:') ? at : opened;
}
