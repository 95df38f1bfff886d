/** Formats the output of `mqttscope verify`. */
import type { Diagnosis } from '../../alibaba/diagnosis.ts';
import type { OtherReason } from '../../alibaba/otherReasons.ts';
import { visibleText } from '../../base/visibleText.ts';
import type { Lines } from '../../i18n/cli/en/lines.ts';

/** Shorter secrets would mask ordinary words of the output. */
const SHORTEST_SECRET = 6;

/** Masks secrets in other fields with stars of the same length. The arguments are masked already. */
export function withoutSecrets(diagnosis: Diagnosis, secrets: readonly string[]): Diagnosis {
  const long = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  const hide = (text: string | undefined) =>
    long.reduce((before, secret) => before?.replaceAll(secret, '*'.repeat(secret.length)), text);
  const { productKey, deviceName, signContent, signedInstead } = diagnosis;
  return {
    ...diagnosis,
    productKey: hide(productKey),
    deviceName: hide(deviceName),
    signContent: hide(signContent),
    signedInstead: hide(signedInstead),
  };
}

/** Rejection of credentials that match the secret. */
interface Refusal {
  /** Other reasons for which a device is rejected. */
  readonly others: readonly OtherReason[];
  /** True if the log shows a rejection: the platform may have another secret. */
  readonly isRefused: boolean;
  /** True if the log shows a failure without a reason. */
  readonly hasFailed: boolean;
}

export function report(
  diagnosis: Diagnosis,
  { others, ...refusal }: Refusal,
  words: Lines['signIns'],
) {
  const { ok, mistake, mistakes, where, reproduced, suspicions, ...rest } = diagnosis;
  return {
    ok: ok && !refusal.isRefused,
    mistake: mistake ?? null,
    explanation: explanationOf(diagnosis, refusal, words),
    where: where ?? null,
    also: mistakes.slice(1).map((also) => ({
      mistake: also.mistake,
      explanation: words.mistake(also),
    })),
    reproduced,
    refused: refusal.isRefused,
    productKey: rest.productKey ?? null,
    deviceName: rest.deviceName ?? null,
    signMethod: rest.signMethod ?? null,
    signContent: rest.signContent ?? null,
    signedInstead: rest.signedInstead ?? null,
    passwordLength: rest.passwordLength,
    expectedLength: rest.expectedLength ?? null,
    tried: rest.tried,
    ...(ok && {
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
  { ok, mistakes: [first], tried }: Diagnosis,
  { isRefused, hasFailed }: Pick<Refusal, 'isRefused' | 'hasFailed'>,
  words: Lines['signIns'],
): string {
  if (first !== undefined) return words.mistake(first);
  if (isRefused) return words.refusedThough;
  if (ok && hasFailed) return words.failedThough;
  return ok ? words.right : words.noKnownMistake(tried);
}

export function plain(
  diagnosis: Diagnosis,
  { others: reasons, ...refusal }: Refusal,
  words: Lines['signIns'],
): string {
  const { ok, mistake, mistakes, signContent, signedInstead, suspicions } = diagnosis;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['ok', String(ok && !refusal.isRefused)],
    ['mistake', mistake],
    ['explanation', explanationOf(diagnosis, refusal, words)],
    ...mistakes.slice(1).map((one) => ['also', `${one.mistake}: ${words.mistake(one)}`] as const),
    ...suspicions.map((one) => ['maybe', `${one.key}: ${words.suspicion(one)}`] as const),
    // Each on one line, whatever was signed.
    ['signContent', signContent && visibleText(signContent)],
    ['signedInstead', signedInstead && visibleText(signedInstead)],
  ];
  const lines = rows.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
  const told = (reason: OtherReason): string => words.otherReason(reason);
  const others = reasons.map(
    (reason, at) => `${at + 1}. ${reason.isLikely ? words.likely(told(reason)) : told(reason)}`,
  );
  const more = ok ? ['', words.otherReasons, ...others] : [];
  return `${[...lines, ...more].join('\n')}\n`;
}
