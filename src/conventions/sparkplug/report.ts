/** How the rules of Sparkplug B say what they found. */

import type { Fact } from '../../base/message.ts';
import type { MessageArrival, Telling } from '../../engine/conventions/convention.ts';
import type { SparkplugFindings } from './findings.ts';
import { SPARKPLUG_RULES } from './rules.ts';

interface FoundBeside {
  /** A statement that fits better than the rule's own. */
  readonly statement?: string | undefined;
  /** Another packet that belongs to it. */
  readonly other?: number | undefined;
}

/** Of one message. */
export type Say = (finding: Fact<SparkplugFindings>, beside?: FoundBeside) => void;

export const sayOf =
  ({ report }: Telling, message: MessageArrival): Say =>
  (finding, { statement, other } = {}) => {
    const rule = SPARKPLUG_RULES[finding.key];
    report(
      {
        rule: finding.key,
        severity: rule.severity,
        statement: statement ?? rule.statement,
        finding,
        ...(other !== undefined && other > 0 && { other }),
      },
      message,
    );
  };

const LONGEST = 100;

/** Thousands of findings are kept: of a name that is too long to be read they hold the beginning. */
export const clipped = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text;
