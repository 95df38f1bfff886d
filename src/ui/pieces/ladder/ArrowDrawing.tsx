import { classes, useText } from '#kit';
import { grouped } from '../../../i18n/numbers.ts';
import { ARROW, LABEL, LINE, laneAt, NAME_GAP, type Places, stretchOf } from './ladderLayout.ts';
import type { ArrowRow } from './ladderModel.ts';
import { widthOf } from './textWidth.ts';

/** px from the times to the outer lifelines, and from an arrow's end to the baseline of its time. */
const TIME_GAP = 10;
const TIME_BASELINE = 4;
/** Share of the way that a stopped packet comes, or from which one that a rule made begins. */
const STOPPED = 0.7;
const MADE = 0.3;

interface ArrowDrawingProps {
  readonly row: ArrowRow;
  /** Lines of its cause. */
  readonly causes: readonly string[];
  readonly top: number;
  readonly places: Places;
  /** The packet has just arrived. */
  readonly isNew: boolean;
}

/** A packet as an arrow with its name, its number, and its time beside the lane whose end saw it. */
export function ArrowDrawing({ row, causes, top, places, isNew }: ArrowDrawingProps) {
  const t = useText().handshakes;
  const { packet, time, isToBroker, hasProblem, title } = row;
  const { left, right } = stretchOf(row, places);
  const label = labelOf(row, right - left - 2 * NAME_GAP);
  const seenAt = top + TIME_BASELINE + (time?.end === 'receiver' ? ARROW.end : ARROW.begin);
  const column =
    time?.side === 'right'
      ? ({ x: (places.lanes.at(-1) ?? 0) + TIME_GAP, textAnchor: 'start' } as const)
      : ({ x: laneAt(places, 0) - TIME_GAP, textAnchor: 'end' } as const);
  const link = packet?.held === true ? packet.number : undefined;
  return (
    <g
      className={isToBroker ? 'text-dir-out' : 'text-dir-in'}
      data-step={packet?.number}
      data-packet={link}
    >
      <title>{title}</title>
      {time !== undefined && (
        <text {...column} y={seenAt} className="fill-fg-2 font-mono text-xs">
          {time.text}
          <title>{time.title}</title>
        </text>
      )}
      {hasProblem === true && (
        <text {...column} y={seenAt + LINE} className="fill-err text-xs font-semibold">
          {t.problemMark}
        </text>
      )}
      <Shaft row={row} top={top} places={places} isNew={isNew} />
      {/* Hovering near the arrow shows its words. */}
      <rect
        x={left}
        y={top}
        width={right - left}
        height={ARROW.end + 6}
        fill="transparent"
        className={classes(link !== undefined && 'cursor-pointer')}
      />
      <text x={left + NAME_GAP} y={top + LABEL} className="pointer-events-none">
        <tspan className="fill-fg font-semibold">{row.name}</tspan>
        <tspan className="fill-fg-2">{label.about}</tspan>
      </text>
      {packet !== undefined && label.hasRoom && (
        <text
          x={right - NAME_GAP}
          y={top + LABEL}
          textAnchor="end"
          className={classes(
            'font-mono',
            packet.held ? 'cursor-pointer fill-accent hover:underline' : 'fill-fg-3 line-through',
          )}
        >
          {grouped(packet.number)}
          <title>{packet.held ? t.showPacket(packet.number) : t.packetGone}</title>
        </text>
      )}
      {causes.map((line, at) => (
        // Lines have no identity but their place.
        <text
          key={at}
          x={left + NAME_GAP}
          y={top + ARROW.end + LINE + at * LINE}
          className="fill-warn text-xs"
        >
          {line}
        </text>
      ))}
    </g>
  );
}

type ShaftProps = Omit<ArrowDrawingProps, 'causes'>;

function Shaft({ row, top, places, isNew }: ShaftProps) {
  const { fate, isDue } = row;
  const [from, to] = [laneAt(places, row.from), laneAt(places, row.to)];
  const sign = Math.sign(to - from);
  const isShort = fate === 'lost' || fate === 'waits';
  const begin = top + ARROW.begin;
  const start = fate === 'made' ? from + (to - from) * MADE : from + 4 * sign;
  const tip = isShort ? from + (to - from) * STOPPED : to - 3 * sign;
  const end = isShort ? begin + 4 : top + ARROW.end;
  return (
    <>
      <path
        d={`M${start} ${begin}L${tip} ${end}`}
        stroke="currentColor"
        strokeWidth="1.5"
        {...(isDue === true || isShort
          ? { strokeDasharray: isDue === true ? '2 4' : '5 4' }
          : { pathLength: 1, className: isNew ? 'arrow-drawn' : undefined })}
      />
      {isShort ? (
        <path
          d={
            fate === 'lost'
              ? `M${tip - 5} ${end - 5}l10 10m0 -10l-10 10`
              : `M${tip} ${end - 6}v12m${5 * sign} -12v12`
          }
          className="stroke-warn"
          strokeWidth="2"
        />
      ) : (
        <path
          d={`M${tip - 8 * sign} ${end - 5}l${8 * sign} 5l${-9 * sign} 3z`}
          fill="currentColor"
        />
      )}
    </>
  );
}

/** What stands beside the name: all, or with little room only what tells two packets apart. */
function labelOf({ name, about, short = about, packet }: ArrowRow, room: number) {
  const number = packet === undefined ? 0 : NAME_GAP + widthOf(grouped(packet.number));
  const fits = (words: string, most: number): boolean => widthOf(name + words) <= most;
  const whole = joined(about);
  if (fits(whole, room - number)) return { about: whole, hasRoom: true };
  const few = joined(short);
  const least = fits(few, room) ? few : joined(short.slice(0, 1));
  return { about: least, hasRoom: fits(least, room - number) };
}

const joined = (parts: readonly string[]): string =>
  parts.length === 0 ? '' : ` ${parts.join(' · ')}`;
