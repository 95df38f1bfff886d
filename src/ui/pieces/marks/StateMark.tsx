import { Ban, CircleCheck, Clock, RotateCw, Unplug } from 'lucide-react';
import { classes, useText } from '#kit';
import type { ExchangeState } from '../../../engine/exchanges/exchange.ts';

const LOOKS = {
  open: { Icon: Clock, tone: 'text-accent' },
  complete: { Icon: CircleCheck, tone: 'text-ok' },
  retried: { Icon: RotateCw, tone: 'text-warn' },
  refused: { Icon: Ban, tone: 'text-err' },
  abandoned: { Icon: Unplug, tone: 'text-warn' },
} as const;

/** Icon and word for the outcome of an exchange. `word` replaces a less informative state. */
export function StateMark({ state, word }: { state: ExchangeState; word?: string }) {
  const t = useText().handshakes;
  const { Icon, tone } = LOOKS[state];
  return (
    <span
      className={classes(
        'inline-flex items-center gap-1 align-top font-sans whitespace-nowrap',
        tone,
      )}
    >
      <Icon size={12} aria-hidden className="shrink-0" />
      {word ?? t.states[state]}
    </span>
  );
}
