/** Options of commands that judge a capture, and their exit code. */
import { ALL_RULES } from '../../conventions/rules.ts';
import type { Lines } from '../../i18n/cli/en/lines.ts';
import { SN_RULES } from '../../mqttsn/reading/snRules.ts';
import { UsageError } from '../cli/errors.ts';
import { EXIT } from '../cli/exitCodes.ts';
import { choice, type Kind, many, oneOr } from '../cli/options.ts';
import type { FailOn, Findings } from './findings.ts';

const rule: Kind<string> = {
  read: (text) => {
    if (ALL_RULES.has(text) || SN_RULES.has(text)) return text;
    throw new UsageError((say) => say.noSuchRule(text));
  },
};

export const FAIL_ON = oneOr<FailOn>('--fail-on <LEVEL>', 'error', choice(['warn', 'error']));
export const MUTE = many('--mute <RULE>', rule);

/**
 * Problems take precedence over missing packets, and these over a truncated file.
 * @param isAlone the exit code of the program is that of this capture
 * @param notice receives why nothing, or not all, was judged
 */
export function judgedExit(
  findings: Findings,
  { failOn, allowEmpty }: { readonly failOn: FailOn; readonly allowEmpty: boolean },
  { cutOff, noPass }: Lines['problems'],
  isAlone: boolean,
  notice: (text: string) => void,
): number {
  if (findings.has(failOn)) return EXIT.notGood;
  if (findings.judged === 0 && !allowEmpty) {
    notice(noPass(findings.isEncrypted, findings.unjudged, isAlone));
    return EXIT.nothingJudged;
  }
  if (!findings.isCutOff) return EXIT.done;
  notice(cutOff(isAlone));
  return EXIT.failed;
}

/** Exit code for several captures: the first of these that occurs. */
const PRECEDENCE = [EXIT.notGood, EXIT.failed, EXIT.nothingJudged];

export const exitOfAll = (codes: readonly number[]): number =>
  PRECEDENCE.find((code) => codes.includes(code)) ?? EXIT.done;
