import { CircleCheck, CircleHelp, OctagonAlert } from 'lucide-react';
import { classes, useText } from '#kit';
import type { Tried } from '../../../session/workshop/workshop.ts';

const LOOKS = {
  'as-wanted': { Icon: CircleCheck, tone: 'text-ok' },
  otherwise: { Icon: OctagonAlert, tone: 'text-err' },
  nothing: { Icon: CircleHelp, tone: 'text-warn' },
} as const;

interface VerdictMarkProps {
  readonly tried: Tried;
  /** Shows the word, too. Otherwise it is only for assistive technology. */
  readonly inWords?: boolean;
}

/** Mark for the server's conformance in a test. */
export function VerdictMark({ tried, inWords = false }: VerdictMarkProps) {
  const t = useText().workshop;
  const outcome = tried.kind === 'tried' ? tried.verdict.outcome : undefined;
  const { Icon, tone } = outcome === undefined ? LOOKS.nothing : LOOKS[outcome];
  const word = outcome === undefined ? t.notTried : t.outcomes[outcome];
  return (
    <span
      title={inWords ? undefined : word}
      className={classes('inline-flex shrink-0 items-center gap-1 font-semibold', tone)}
    >
      <Icon size={14} aria-hidden className="shrink-0" />
      <span className={inWords ? undefined : 'sr-only'}>{word}</span>
    </span>
  );
}
