import { Ban, CircleCheck, CircleHelp, Clock, EarOff, Minus, TriangleAlert } from 'lucide-react';
import type { RequestPair } from '../../../engine/requestResponse/pair.ts';
import { useText } from '../../kit/language/useText.ts';
import { classes } from '../../kit/page/classes.ts';

const LOOKS = {
  waiting: { Icon: Clock, tone: 'text-accent' },
  answered: { Icon: CircleCheck, tone: 'text-ok' },
  unanswered: { Icon: TriangleAlert, tone: 'text-warn' },
  'none-wanted': { Icon: Minus, tone: 'text-fg-2' },
  'reply-alone': { Icon: CircleHelp, tone: 'text-fg-2' },
  failed: { Icon: Ban, tone: 'text-err' },
  unheard: { Icon: EarOff, tone: 'text-warn' },
} as const;

interface PairStateProps {
  readonly pair: Pick<RequestPair, 'state' | 'isFailure'>;
}

/** Icon and word for the outcome of a request. */
export function PairState({ pair }: PairStateProps) {
  const t = useText().pairs;
  const { state, isFailure } = pair;
  const isFailed = state === 'answered' && isFailure;
  const { Icon, tone } = LOOKS[isFailed ? 'failed' : state];
  const word = isFailed ? t.failed : t.states[state];
  return (
    <span className={classes('flex min-w-0 items-center gap-1 font-sans', tone)}>
      <Icon size={12} aria-hidden className="shrink-0" />
      <span className="truncate" title={word}>
        {word}
      </span>
    </span>
  );
}
