/** The four answers about a sign-in, as lines of text. */
import type { LogReading } from '../../alibaba/logs/readLog.ts';
import type { SignatureVerdict } from '../../alibaba/logs/verdict.ts';
import { factOf, type Mistakes } from '../../alibaba/mistakes.ts';
import { say, type Words } from '../../base/message.ts';
import type { LogReadingWords } from '../en/facts/logReading.ts';

export interface AnswerTexts {
  readonly logReading: LogReadingWords;
  readonly mistakes: Words<Mistakes>;
  /** Meaning of a code in an HTTPS answer. */
  readonly codeMeaning: (code: number) => string | undefined;
}

export interface Answer {
  readonly name: string;
  readonly text: string;
}

/** How far it came, who says so, why, which rules it breaks, and the signature. */
export function fourAnswers(
  { outcome, causes, broken, isAlibaba }: LogReading,
  verdict: SignatureVerdict | undefined,
  texts: AnswerTexts,
): readonly Answer[] {
  const { logReading: words, codeMeaning } = texts;
  const meaning = outcome?.stage === 'http' ? codeMeaning(outcome.code ?? 0) : undefined;
  const rules = broken.map((one) => say(words.broken, one));
  const { names } = words;
  // The platform has reasons of its own, which are listed after the answers.
  const hasCause = causes.length > 0 && !isAlibaba;
  return [
    { name: names.how, text: words.how(outcome, meaning, isAlibaba) },
    { name: names.who, text: words.who(outcome, isAlibaba) },
    ...(hasCause ? [{ name: names.cause, text: words.causes(causes) }] : []),
    { name: names.broken, text: rules.length === 0 ? words.noneBroken : words.joined(rules) },
    ...(verdict === undefined
      ? []
      : [{ name: names.signature, text: signatureText(verdict, texts) }]),
  ];
}

/** The verdict with its first mistake. */
export function signatureText(
  { fact, mistake }: SignatureVerdict,
  { logReading: words, mistakes }: Pick<AnswerTexts, 'logReading' | 'mistakes'>,
): string {
  const verdict = say(words.verdicts, fact);
  return mistake === undefined
    ? verdict
    : words.withMistake(verdict, say(mistakes, factOf(mistake)));
}
