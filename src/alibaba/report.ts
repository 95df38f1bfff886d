/** A sign-in and its verdict as a text that can be sent to somebody: without secret, without password. */
import type { Credentials, Diagnosis } from './diagnosis.ts';
import { MISTAKES, type MistakeKey, mistakeText } from './mistakes.ts';
import {
  OTHER_REASONS,
  type OtherReasonKey,
  otherReasons,
  otherReasonText,
  type SignInCircumstances,
} from './otherReasons.ts';

/** Everything a report says, in one language. `{…}` are places. */
export const REPORT_WORDS = {
  title: 'Alibaba Cloud IoT Platform: MQTT sign-in, as mqttscope sees it',
  clientId: 'client id',
  userName: 'user name',
  password: 'password',
  passwordLength: '{length} characters, not shown',
  expectedLength: '{length} expected for {method}',
  deviceSecret: 'device secret',
  signMethod: 'sign method',
  signContent: 'to be signed',
  signedInstead: 'signed instead',
  verdict: 'verdict',
  right: 'Right for this secret.',
  wrong:
    'Wrong, and no known mistake gives this password ({tried} ways were tried). The secret may be another one.',
  likely: 'likely',
  other: 'What else refuses a device, in the order in which to check it:',
} as const;

export type ReportWords = Readonly<Record<keyof typeof REPORT_WORDS, string>>;

export interface ReportTables {
  readonly words: ReportWords;
  readonly mistakes: Readonly<Record<MistakeKey, string>>;
  readonly reasons: Readonly<Record<OtherReasonKey, string>>;
}

const ENGLISH: ReportTables = {
  words: REPORT_WORDS,
  mistakes: MISTAKES,
  reasons: OTHER_REASONS,
};

export interface ReportInput {
  readonly credentials: Credentials;
  readonly diagnosis: Diagnosis;
  /** The secret that it was held against; only its length comes out. */
  readonly deviceSecret: string;
  readonly circumstances?: SignInCircumstances | undefined;
}

/** A few lines of plain text. */
export function signInReport(input: ReportInput, tables: ReportTables = ENGLISH): string {
  const { words, reasons } = tables;
  const { credentials, diagnosis, deviceSecret, circumstances } = input;
  const { signMethod, signContent, signedInstead, expectedLength } = diagnosis;
  const hidden = (length: number) => filled(words.passwordLength, { length: String(length) });
  const hide = masking([deviceSecret, credentials.password]);
  const expected =
    expectedLength === undefined || signMethod === undefined
      ? []
      : [filled(words.expectedLength, { length: String(expectedLength), method: signMethod })];
  const rows: readonly (readonly [string, string | undefined])[] = [
    [words.clientId, hide(credentials.clientId)],
    [words.userName, hide(credentials.userName)],
    [words.password, [hidden(credentials.password.length), ...expected].join('; ')],
    [words.deviceSecret, hidden(deviceSecret.length)],
    [words.signMethod, signMethod],
    [words.signContent, hide(signContent)],
    [words.signedInstead, hide(signedInstead)],
    [words.verdict, verdictText(diagnosis, tables)],
  ];
  const lines = rows.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  const more = diagnosis.ok
    ? otherReasons(circumstances).map((reason, at) => {
        const mark = reason.isLikely ? ` (${words.likely})` : '';
        return `${at + 1}. ${otherReasonText(reason, reasons)}${mark}`;
      })
    : [];
  const other = more.length > 0 ? ['', words.other, ...more] : [];
  return `${[words.title, '', ...lines, ...other].join('\n')}\n`;
}

/** Shorter ones would take more than themselves out of the report. */
const SHORTEST_SECRET = 6;

/** For fields into which somebody may have pasted a secret. */
function masking(secrets: readonly string[]) {
  const long = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  return (text: string | undefined): string | undefined =>
    long.reduce((before, secret) => before?.replaceAll(secret, '*'.repeat(secret.length)), text);
}

function verdictText(diagnosis: Diagnosis, { words, mistakes }: ReportTables): string {
  const { ok, mistake, args, also, tried } = diagnosis;
  if (ok) return words.right;
  if (mistake === undefined) return filled(words.wrong, { tried: String(tried) });
  return [{ mistake, args }, ...also]
    .map((one) => mistakeText(one.mistake, one.args, mistakes))
    .join(' ');
}

function filled(template: string, args: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => args[name] ?? whole);
}
