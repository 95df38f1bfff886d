import { CircleCheck, CircleX, Clock, Unplug } from 'lucide-react';
import { classes, useText } from '#kit';
import type { TracedDelivery } from '../../../../broker/journal/tracedMessage.ts';
import { faultWords } from '../../../pieces/ladder/tracedWords.ts';
import { keptBack, standingOf } from '../../../session/bothEnds/standing.ts';

const STATE_TONES = { done: 'text-ok', open: 'text-accent', failed: 'text-err' } as const;

/** The word for a delivery's state, or the reason why it was not delivered. */
export function useStateWord(): (delivery: TracedDelivery) => string {
  const texts = useText();
  const { bothEnds: t, kit } = texts;
  return (delivery) => {
    const { state, why } = delivery;
    if (state === 'not-given' && why !== undefined) {
      return `${t.states[state]}${kit.colon}${t.shortWhy[why]}`;
    }
    const fault = keptBack(delivery);
    if (fault !== undefined) return faultWords(texts, fault);
    return state === 'sent' && standingOf(delivery) === 'open' ? t.inFlight : t.states[state];
  };
}

/** Icon and word. */
export function StateWord({ delivery }: { delivery: TracedDelivery }) {
  const word = useStateWord();
  const standing = standingOf(delivery);
  const Failed = delivery.state === 'abandoned' ? Unplug : CircleX;
  const Sign = standing === 'done' ? CircleCheck : standing === 'open' ? Clock : Failed;
  return (
    <span
      className={classes(
        'inline-flex max-w-full items-center gap-1 font-sans',
        STATE_TONES[standing],
      )}
    >
      <Sign size={12} aria-hidden className="shrink-0" />
      <span className="truncate">{word(delivery)}</span>
    </span>
  );
}
