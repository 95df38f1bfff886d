/** Writes a sign-in and its verdict as text for sharing, without secret or password. */

import type { Credentials } from '../../alibaba/credentials.ts';
import type { Diagnosis } from '../../alibaba/diagnosis.ts';
import { factOf, type Mistakes } from '../../alibaba/mistakes.ts';
import {
  type OtherReasons,
  otherReasons,
  type SignInCircumstances,
} from '../../alibaba/otherReasons.ts';
import type { SignMethod } from '../../alibaba/signMethod.ts';
import type { Suspicions } from '../../alibaba/suspicions.ts';
import { say, type Words } from '../../base/message.ts';

/** All texts of a report in one language. */
export interface ReportWords {
  readonly title: string;
  readonly clientId: string;
  readonly userName: string;
  readonly password: string;
  readonly passwordLength: (length: number) => string;
  readonly expectedLength: (length: number, method: SignMethod) => string;
  readonly deviceSecret: string;
  readonly signMethod: string;
  readonly signContent: string;
  readonly signedInstead: string;
  readonly verdict: string;
  readonly right: string;
  readonly wrong: (tried: number) => string;
  readonly likely: string;
  readonly other: string;
}

export interface ReportTexts {
  readonly report: ReportWords;
  readonly mistakes: Words<Mistakes>;
  readonly reasons: Words<OtherReasons>;
  readonly suspicions: Words<Suspicions>;
}

export interface ReportInput {
  readonly credentials: Credentials;
  readonly diagnosis: Diagnosis;
  /** The secret used for the check; only its length is reported. */
  readonly deviceSecret: string;
  readonly circumstances?: SignInCircumstances | undefined;
}

/** A few lines of plain text. */
export function signInReport(input: ReportInput, texts: ReportTexts): string {
  const { report: words, reasons } = texts;
  const { credentials, diagnosis, deviceSecret, circumstances } = input;
  const { signMethod, signContent, signedInstead, expectedLength } = diagnosis;
  const hide = masking([deviceSecret, credentials.password]);
  const expected =
    expectedLength === undefined || signMethod === undefined
      ? []
      : [words.expectedLength(expectedLength, signMethod)];
  const rows: readonly (readonly [string, string | undefined])[] = [
    [words.clientId, hide(credentials.clientId)],
    [words.userName, hide(credentials.userName)],
    [words.password, [words.passwordLength(credentials.password.length), ...expected].join('; ')],
    [words.deviceSecret, words.passwordLength(deviceSecret.length)],
    [words.signMethod, signMethod],
    [words.signContent, hide(signContent)],
    [words.signedInstead, hide(signedInstead)],
    [words.verdict, verdictText(diagnosis, texts)],
  ];
  const lines = rows.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  const maybe = diagnosis.suspicions.map((one, at) => `${at + 1}. ${say(texts.suspicions, one)}`);
  const more = diagnosis.ok
    ? otherReasons(circumstances).map((reason, at) => {
        const mark = reason.isLikely ? ` (${words.likely})` : '';
        return `${at + 1}. ${say(reasons, reason)}${mark}`;
      })
    : [];
  const other = more.length > 0 ? ['', words.other, ...more] : [];
  return `${[words.title, '', ...lines, ...maybe, ...other].join('\n')}\n`;
}

/** Masking shorter secrets would remove other text from the report. */
const SHORTEST_SECRET = 6;

/** For fields into which the user may have pasted a secret. */
function masking(secrets: readonly string[]) {
  const long = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  return (text: string | undefined): string | undefined =>
    long.reduce((before, secret) => before?.replaceAll(secret, '*'.repeat(secret.length)), text);
}

function verdictText({ ok, mistakes, tried }: Diagnosis, texts: ReportTexts): string {
  if (ok) return texts.report.right;
  if (mistakes.length === 0) return texts.report.wrong(tried);
  return mistakes.map((one) => say(texts.mistakes, factOf(one))).join(' ');
}
