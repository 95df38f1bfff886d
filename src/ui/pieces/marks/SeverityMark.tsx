import { Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import { classes, useText } from '#kit';
import type { ProblemSeverity } from '../../../engine/findings/problem.ts';

const LOOKS = {
  error: { Icon: OctagonAlert, tone: 'text-err' },
  warn: { Icon: TriangleAlert, tone: 'text-warn' },
  note: { Icon: Info, tone: 'text-fg-2' },
} as const;

/** Icon and word. On phones the word is only for assistive technology. */
export function SeverityMark({ severity }: { severity: ProblemSeverity }) {
  const t = useText().problems;
  const { Icon, tone } = LOOKS[severity];
  return (
    <span className="inline-flex items-center gap-1">
      <Icon size={12} aria-hidden className={classes('shrink-0', tone)} />
      <span className="font-sans max-sm:sr-only">{t.severity[severity]}</span>
    </span>
  );
}
