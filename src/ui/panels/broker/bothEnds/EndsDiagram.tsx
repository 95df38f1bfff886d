import type { MouseEvent } from 'react';
import { classes, useText, useWidth } from '#kit';
import { visibleName } from '../../../../base/visibleText.ts';
import type { TracedDelivery, TracedMessage } from '../../../../broker/journal/tracedMessage.ts';
import { keyOf, standingOf } from '../../../session/bothEnds/standing.ts';
import { DrawnStep, type Frame } from './DrawnStep.tsx';
import { type EndsLayout, endsLayout, HEAD } from './endsLayout.ts';
import { STATE_TONES, useStateWord } from './StateWord.tsx';

/** Pixels left of the publisher's lifeline, right of the last one, and between two at least. */
const LEFT = 116;
const RIGHT = 76;
const LEAST = 128;
/** Subscribers that are drawn beside one another at most. */
const MOST = 4;

interface EndsDiagramProps {
  readonly message: TracedMessage;
  /** In the order of the list. */
  readonly deliveries: readonly TracedDelivery[];
  readonly chosen: TracedDelivery | undefined;
  readonly onChoose: (delivery: TracedDelivery) => void;
  readonly origin: number;
}

/**
 * The publisher on the left, the broker, and on its right as many subscribers as fit. Hidden from assistive
 * technology, because the packet lists have the same content.
 */
export function EndsDiagram(props: EndsDiagramProps) {
  const { message, deliveries, chosen, onChoose, origin } = props;
  const [measured, measure] = useWidth();
  const room = Math.floor((measured - LEFT - RIGHT) / LEAST) - 1;
  const drawn = drawnOf(deliveries, chosen, Math.min(MOST, Math.max(1, room)));
  const gaps = 1 + Math.max(1, drawn.length);
  const width = Math.max(measured, LEFT + RIGHT + gaps * LEAST);
  const gap = Math.min(260, (width - LEFT - RIGHT) / gaps);
  const broker = LEFT + gap;
  const frame: Frame = {
    origin,
    publisher: LEFT,
    broker,
    subscribers: drawn.map((_, at) => broker + gap * (at + 1)),
    gap,
  };
  const layout = endsLayout(message.steps, drawn);
  const onClick = (event: MouseEvent): void => {
    const at =
      event.target instanceof Element
        ? event.target.closest('[data-delivery]')?.getAttribute('data-delivery')
        : undefined;
    const delivery = at === null || at === undefined ? undefined : drawn[Number(at)];
    if (delivery !== undefined) onChoose(delivery);
  };
  return (
    <div
      ref={measure}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys
      tabIndex={0}
      className="overflow-x-auto -outline-offset-2"
    >
      {/* The keyboard has the list of subscribers above. */}
      <svg
        width={width}
        height={layout.height}
        aria-hidden="true"
        onClick={onClick}
        className="block text-base select-none"
      >
        <Lifelines message={message} drawn={drawn} chosen={chosen} frame={frame} layout={layout} />
        {layout.placed.map(({ moment, top }) => (
          <DrawnStep
            key={top}
            moment={moment}
            top={top}
            frame={frame}
            qos={moment.end === 'publisher' ? message.row.qos : (drawn[moment.end]?.qos ?? 0)}
          />
        ))}
        <Ends drawn={drawn} frame={frame} top={layout.end} />
      </svg>
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

interface LifelinesProps {
  readonly message: TracedMessage;
  readonly drawn: readonly TracedDelivery[];
  readonly chosen: TracedDelivery | undefined;
  readonly frame: Frame;
  readonly layout: EndsLayout;
}

function Lifelines({ message, drawn, chosen, frame, layout }: LifelinesProps) {
  const t = useText().bothEnds;
  const { publisher } = message.row;
  const isOwn = publisher === undefined;
  const sides = [
    ...(isOwn
      ? []
      : [{ x: frame.publisher, title: t.publisher, name: visibleName(publisher), at: undefined }]),
    { x: frame.broker, title: t.broker, name: '', at: undefined },
    ...drawn.map((delivery, at) => ({
      x: frame.subscribers[at] ?? 0,
      title: t.subscriber,
      name: visibleName(delivery.subscriber),
      at,
    })),
  ];
  const key = chosen && keyOf(chosen);
  return sides.map(({ x, title, name, at }) => {
    const delivery = at === undefined ? undefined : drawn[at];
    const isChosen = delivery !== undefined && keyOf(delivery) === key && drawn.length > 1;
    return (
      <g
        key={x}
        textAnchor="middle"
        data-delivery={at}
        className={at === undefined ? '' : 'cursor-pointer'}
      >
        {isChosen && (
          <rect
            x={x - frame.gap / 2}
            y={2}
            width={frame.gap}
            height={HEAD - 12}
            rx={4}
            className="fill-sel"
          />
        )}
        <text x={x} y={18} className="fill-fg text-base font-semibold">
          {title}
        </text>
        <text x={x} y={34} className="fill-fg-2 font-mono text-xs">
          {shortened(name, frame.gap)}
          <title>{name}</title>
        </text>
        {delivery !== undefined && (
          <text x={x} y={48} className="fill-fg-2 text-xs">
            {t.qos(delivery.qos)}
          </text>
        )}
        <path d={`M${x} ${HEAD - 8}V${layout.height - 8}`} className="stroke-ctl" />
      </g>
    );
  });
}

/** Name shortened to the space between two lifelines, at 7 px per character. */
function shortened(name: string, gap: number): string {
  const most = Math.max(8, Math.floor(gap / 7) - 2);
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

interface EndsProps {
  readonly drawn: readonly TracedDelivery[];
  readonly frame: Frame;
  readonly top: number;
}

const BOX = 136;

/** Outcome of each delivery. */
function Ends({ drawn, frame, top }: EndsProps) {
  const word = useStateWord();
  const boxes = {
    done: 'fill-ok-bg stroke-ok',
    open: 'fill-sel-2 stroke-accent',
    failed: 'fill-err-bg stroke-err',
  };
  return drawn.map((delivery, at) => {
    const x = frame.subscribers[at] ?? 0;
    const standing = standingOf(delivery);
    const width = Math.min(BOX, frame.gap - 8);
    return (
      <g key={keyOf(delivery)} data-delivery={at} textAnchor="middle">
        <rect
          x={x - width / 2}
          y={top + 6}
          width={width}
          height={24}
          rx={4}
          className={boxes[standing]}
        />
        <text
          x={x}
          y={top + 22}
          fill="currentColor"
          className={classes('text-xs', STATE_TONES[standing])}
        >
          {word(delivery)}
        </text>
      </g>
    );
  });
}
