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
  const expected =
    expectedLength === undefined || signMethod === undefined
      ? []
      : [filled(words.expectedLength, { length: String(expectedLength), method: signMethod })];
  const rows: readonly (readonly [string, string | undefined])[] = [
    [words.clientId, credentials.clientId],
    [words.userName, credentials.userName],
    [words.password, [hidden(credentials.password.length), ...expected].join('; ')],
    [words.deviceSecret, hidden(deviceSecret.length)],
    [words.signMethod, signMethod],
    [words.signContent, signContent],
    [words.signedInstead, signedInstead],
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
  const report = `${[words.title, '', ...lines, ...other].join('\n')}\n`;
  // Pasted into a wrong field they would stand there.
  return [deviceSecret, credentials.password]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .reduce((text, secret) => text.replaceAll(secret, '*'.repeat(secret.length)), report);
}

/** Shorter ones would take words out of the report. */
const SHORTEST_SECRET = 6;

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
