/** Formats the output of `mqttscope verify`. */
import type { Diagnosis } from '../../alibaba/diagnosis.ts';
import { isRefusedIn, type LogReading } from '../../alibaba/logs/readLog.ts';
import { refusedFor, type SignatureVerdict, suspicionsLeft } from '../../alibaba/logs/verdict.ts';
import type { OtherReason } from '../../alibaba/otherReasons.ts';
import { visibleText } from '../../base/visibleText.ts';
import type { Lines } from '../../i18n/cli/en/lines.ts';

/** Shorter secrets would mask ordinary words of the output. */
const SHORTEST_SECRET = 6;

function masking(secrets: readonly string[]) {
  const long = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  return (text: string): string =>
    long.reduce((before, secret) => before.replaceAll(secret, '*'.repeat(secret.length)), text);
}

/** Masks secrets in other fields with stars of the same length. The arguments are masked already. */
export function withoutSecrets(diagnosis: Diagnosis, secrets: readonly string[]): Diagnosis {
  const mask = masking(secrets);
  const hide = (text: string | undefined) => text && mask(text);
  const { productKey, deviceName, signContent, signedInstead } = diagnosis;
  return {
    ...diagnosis,
    productKey: hide(productKey),
    deviceName: hide(deviceName),
    signContent: hide(signContent),
    signedInstead: hide(signedInstead),
  };
}

/** Masks secrets in the quoted line of the log. */
export function withoutSecretQuotes(reading: LogReading, secrets: readonly string[]): LogReading {
  const { outcome } = reading;
  return outcome === undefined
    ? reading
    : { ...reading, outcome: { ...outcome, quote: masking(secrets)(outcome.quote) } };
}

export interface Told {
  /** undefined if the credentials cannot be compared with a secret. */
  readonly diagnosis: Diagnosis | undefined;
  readonly verdict: SignatureVerdict;
  readonly reading: LogReading;
  /** Reasons for a refusal that the outcome leaves possible. */
  readonly others: readonly OtherReason[];
}

type Words = Lines['signIns'];

/** Report for programs, with sentences in the chosen language. */
export function report({ diagnosis, verdict, reading, others }: Told, words: Words) {
  const isRefused = isRefusedIn(reading);
  const { outcome, broken, kind } = reading;
  const suspicions = suspicionsLeft(diagnosis?.suspicions ?? [], reading);
  return {
    ok: verdict.state === 'right' && !isRefused,
    reached: outcome?.stage ?? null,
    code: outcome?.code ?? null,
    saidBy: outcome === undefined ? null : { kind: outcome.by.kind, name: outcome.by.name ?? null },
    quote: outcome?.quote ?? null,
    breaks: broken.map((one) => ({
      key: one.key,
      ...one.args,
      explanation: words.brokenRule(one),
    })),
    signature: verdict.state,
    kind,
    answers: words.fourAnswers(reading, verdict).map(({ text }) => text),
    mistake: diagnosis?.mistake ?? null,
    explanation: explanationOf({ diagnosis, verdict, reading }, words),
    where: diagnosis?.where ?? null,
    also: (diagnosis?.mistakes ?? []).slice(1).map((also) => ({
      mistake: also.mistake,
      explanation: words.mistake(also),
    })),
    reproduced: diagnosis?.reproduced ?? false,
    refused: isRefused,
    productKey: diagnosis?.productKey ?? null,
    deviceName: diagnosis?.deviceName ?? null,
    signMethod: diagnosis?.signMethod ?? null,
    signContent: diagnosis?.signContent ?? null,
    signedInstead: diagnosis?.signedInstead ?? null,
    passwordLength: diagnosis?.passwordLength ?? null,
    expectedLength: diagnosis?.expectedLength ?? null,
    tried: diagnosis?.tried ?? 0,
    ...(verdict.state !== 'wrong' && {
      otherReasons: others.map((reason) => ({
        key: reason.key,
        explanation: words.otherReason(reason),
        likely: reason.isLikely,
      })),
    }),
    ...(suspicions.length > 0 && {
      suspicions: suspicions.map((one) => ({ key: one.key, explanation: words.suspicion(one) })),
    }),
  };
}

function explanationOf(
  { diagnosis, verdict, reading }: Omit<Told, 'others'>,
  words: Words,
): string {
  if (verdict.mistake !== undefined) return words.mistake(verdict.mistake);
  if (verdict.state !== 'right') return words.verdict(verdict);
  if (!isRefusedIn(reading)) return words.verdict(verdict);
  const refused = refusedFor(reading);
  // Others are not signed with the secret that was given.
  return words.refused[refused === 'credentials' && diagnosis?.ok !== true ? 'other' : refused];
}

export function plain(told: Told, words: Words): string {
  const { diagnosis, verdict, reading, others: reasons } = told;
  const { mistakes = [], signContent, signedInstead } = diagnosis ?? {};
  const suspicions = suspicionsLeft(diagnosis?.suspicions ?? [], reading);
  const isOk = verdict.state === 'right' && !isRefusedIn(reading);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['ok', String(isOk)],
    ['mistake', verdict.state === 'wrong' ? verdict.mistake?.mistake : undefined],
    ['explanation', explanationOf(told, words)],
    ...mistakes.slice(1).map((one) => ['also', `${one.mistake}: ${words.mistake(one)}`] as const),
    ...suspicions.map((one) => ['maybe', `${one.key}: ${words.suspicion(one)}`] as const),
    // Each on one line, whatever was signed.
    ['signContent', signContent && visibleText(signContent)],
    ['signedInstead', signedInstead && visibleText(signedInstead)],
  ];
  const lines = rows.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
  const answers = words.fourAnswers(reading, verdict).map(words.answer);
  const others = reasons.map((reason, at) => {
    const text = words.otherReason(reason);
    return `${at + 1}. ${reason.isLikely ? words.likely(text) : text}`;
  });
  const more = others.length > 0 ? ['', words.otherReasons, ...others] : [];
  return `${[...answers, ...lines, ...more].join('\n')}\n`;
}
