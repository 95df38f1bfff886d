/** Reports the findings of the Sparkplug B rules. */

import type { Localizable } from '../../base/message.ts';
import type { ConventionReports, MessageArrival } from '../../engine/conventions/convention.ts';
import type { SparkplugFindings } from './findings.ts';
import { SPARKPLUG_RULES } from './rules.ts';

interface FoundBeside {
  /** A statement that fits better than the rule's default. */
  readonly statement?: string | undefined;
  /** Another packet that belongs to the finding. */
  readonly other?: number | undefined;
}

/** Reports a finding about one message. */
export type Report = (finding: Localizable<SparkplugFindings>, beside?: FoundBeside) => void;

export const reportOf =
  ({ report }: ConventionReports, message: MessageArrival): Report =>
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

/** Truncates long names, because thousands of findings are stored. */
export const clipped = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text;
