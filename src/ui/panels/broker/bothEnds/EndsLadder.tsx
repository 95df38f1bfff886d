import { useText, useWidth } from '#kit';
import type { TracedDelivery, TracedMessage } from '../../../../broker/journal/tracedMessage.ts';
import { Ladder } from '../../../pieces/ladder/Ladder.tsx';
import { placesOf } from '../../../pieces/ladder/ladderLayout.ts';
import { messageLadder } from './messageLadder.ts';
import { useStateWord } from './StateWord.tsx';

/** Subscribers that are drawn beside one another at most. */
const MOST = 4;

interface EndsLadderProps {
  readonly message: TracedMessage;
  /** In the order of the list. */
  readonly deliveries: readonly TracedDelivery[];
  readonly chosen: TracedDelivery | undefined;
  readonly onChoose: (delivery: TracedDelivery) => void;
  readonly origin: number;
}

/** The publisher, the broker, and as many subscribers as fit, and their packets in words. */
export function EndsLadder(props: EndsLadderProps) {
  const { message, deliveries, chosen, onChoose, origin } = props;
  const texts = useText();
  const t = texts.bothEnds;
  const stateOf = useStateWord();
  const [width, measure] = useWidth();
  const fits = (subscribers: number): boolean =>
    placesOf(width, 2 + subscribers, false).width <= width;
  const room = Array.from({ length: MOST }, (_, at) => at + 1).findLast(fits) ?? 1;
  const drawn = drawnOf(deliveries, chosen, room);
  const ladder = messageLadder({ message, drawn, chosen, origin, texts, stateOf });
  return (
    <div ref={measure}>
      <Ladder
        {...ladder}
        onLane={(lane) => {
          const delivery = drawn[lane - (ladder.lanes.length - drawn.length)];
          if (delivery !== undefined) onChoose(delivery);
        }}
      />
      <p className="px-3 pb-1 text-xs text-fg-2">{t.diagramNote}</p>
      <ol
        aria-label={t.steps}
        className="list-decimal border-t border-line py-2 pr-3 pl-9 *:py-0.5 *:pl-1 *:wrap-anywhere"
      >
        {ladder.rows.map((row) =>
          row.kind === 'arrow' ? (
            <li key={row.key}>
              <span className="font-mono">{row.time?.title}</span> {row.title}
            </li>
          ) : row.kind === 'note' ? (
            <li key={`${row.lane} ${row.text}`} className="text-warn">
              {row.text}
            </li>
          ) : null,
        )}
      </ol>
    </div>
  );
}

/** The page of deliveries that contains the chosen one. `room`: deliveries per page. */
function drawnOf(
  deliveries: readonly TracedDelivery[],
  chosen: TracedDelivery | undefined,
  room: number,
): readonly TracedDelivery[] {
  const at = Math.max(0, chosen === undefined ? 0 : deliveries.indexOf(chosen));
  const first = Math.floor(at / room) * room;
  return deliveries.slice(first, first + room);
}
