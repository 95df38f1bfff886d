/** `mqttscope explain`: explains a code or a log of a sign-in, without any secret. */
import { existsSync } from 'node:fs';
import { circumstancesOfLog } from '../../alibaba/logs/circumstances.ts';
import { refusesCredentials } from '../../alibaba/logs/outcome.ts';
import { readLog } from '../../alibaba/logs/readLog.ts';
import { otherReasons } from '../../alibaba/otherReasons.ts';
import { jsonLine } from '../../base/printable.ts';
import { refuseSameFile } from '../captures/sameFile.ts';
import { UsageError } from '../cli/errors.ts';
import { LANGUAGE } from '../cli/language.ts';
import { anyText, command, flag, one } from '../cli/options.ts';
import { STANDARD_OUTPUT } from '../cli/replacedFile.ts';
import { type CommandSurroundings, parseSubcommand } from '../cli/subcommand.ts';
import type { SecretSources } from './deviceSecretInput.ts';
import { readLogText } from './logText.ts';
import { withoutSecretQuotes } from './verifyReport.ts';

export const EXPLAIN = command('explain', ['[TEXT]'], {
  log: one('--log <FILE>', anyText),
  json: flag('--json'),
  lang: LANGUAGE,
});

const EXPLAIN_SCHEMA = 1;

/** Word that begins as a path or ends as the name of a log. */
const FILE_NAME =
  /^(?:\.{0,2}[\\/]|~[\\/]|[a-z]:[\\/])\S+$|^\S+\.(?:log|txt|text|out|csv|json|md)$/i;

export interface ExplainSurroundings extends CommandSurroundings {
  /** Undefined: standard input of this process. */
  readonly secrets?: Pick<SecretSources, 'input'>;
}

/** Resolves to the exit code: 0 if something was recognised, otherwise 4. Throws `UsageError`, `StartError`. */
export async function runExplain(
  argv: readonly string[],
  surroundings: ExplainSurroundings,
): Promise<number> {
  const parsed = parseSubcommand(EXPLAIN, withoutOptionLikeText(argv), surroundings);
  if (parsed === 'answered') return 0;
  const { log, json } = parsed.values;
  const [text] = parsed.args;
  if ((text === undefined) === (log === undefined)) {
    throw new UsageError((say) => say.explainWhat());
  }
  // The name of a file is not a line of a log, but a line may look like a name.
  const named = text !== undefined && FILE_NAME.test(text) ? text : undefined;
  const file = named !== undefined && existsSync(named) ? named : log;
  await refuseSameFile({ inputs: [file], outputs: [STANDARD_OUTPUT] });
  const { output, texts } = surroundings;
  const { signIns } = await texts.lines();
  const isText = text !== undefined && file === undefined;
  const read = readLog(
    isText
      ? text
      : await readLogText(file ?? '-', surroundings.secrets ?? { input: process.stdin }),
  );
  const { found } = read;
  const passwords = [found.password ?? '', ...found.earlier.map(({ password }) => password)];
  const reading = withoutSecretQuotes(read.reading, passwords);
  const { outcome, broken, isAlibaba } = reading;
  const answers = signIns.fourAnswers(reading, undefined);
  const reasons = otherReasons({ ...circumstancesOfLog(reading), isRight: false });
  const isKnown = outcome !== undefined || broken.length > 0;
  const isAboutPassword = isAlibaba && refusesCredentials(outcome);
  const causes = [
    ...(isAboutPassword ? [signIns.checkSignature] : []),
    ...(isKnown ? reasons.map((reason) => signIns.otherReason(reason)) : []),
  ];
  const meanings = isText ? signIns.codeMeanings(text) : [];
  if (named !== undefined && isText && !isKnown && meanings.length === 0) {
    throw new UsageError((say) => say.explainNoFile(named));
  }
  if (json) {
    const told = {
      schema: EXPLAIN_SCHEMA,
      reached: outcome?.stage ?? null,
      code: outcome?.code ?? null,
      saidBy: outcome && { kind: outcome.by.kind, name: outcome.by.name ?? null },
      quote: outcome?.quote ?? null,
      breaks: broken.map((rule) => ({ key: rule.key, ...rule.args })),
      meanings,
      answers: answers.map(({ text: answer }) => answer),
      reasons: causes,
    };
    output.write(`${jsonLine(told)}\n`);
  } else {
    const list = causes.map((cause, at) => `${at + 1}. ${cause}`);
    const next = list.length === 0 ? [] : ['', signIns.nextSteps, ...list];
    const lines = isKnown || meanings.length === 0 ? answers.map(signIns.answer) : [];
    output.write(`${[...lines, ...meanings, ...next].join('\n')}\n`);
  }
  return isKnown || meanings.length > 0 ? 0 : 4;
}

/** A negative code is not an option. */
function withoutOptionLikeText(argv: readonly string[]): readonly string[] {
  const code = argv.findIndex((word) => /^-(?:0x)?\d/i.test(word));
  if (code < 0) return argv;
  return [...argv.filter((_word, at) => at !== code), '--', argv[code] ?? ''];
}
