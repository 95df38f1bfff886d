import { type MouseEvent, useState } from 'react';
import { classes, useText, useWidth } from '#kit';
import { ArrowDrawing } from './ArrowDrawing.tsx';
import {
  BAND_LINE,
  boxOf,
  HEAD,
  ladderLayout,
  laneAt,
  middleOf,
  NAME_GAP,
  type Placed,
  type Places,
  placesOf,
  WORDS_LINE,
  waitsOf,
} from './ladderLayout.ts';
import type { LadderModel, LadderRow, Lane } from './ladderModel.ts';

interface LadderProps extends LadderModel {
  /** Room for so many lanes, while the name of the last is not known. */
  readonly places?: number | undefined;
  /** Number of the selected packet. */
  readonly selected?: number | undefined;
  readonly onPacket?: (packet: number) => void;
  readonly onLane?: (lane: number) => void;
}

/** Rows that were there when a ladder with these lanes was drawn first. */
const keysOf = (rows: readonly LadderRow[]): ReadonlySet<string> =>
  new Set(rows.flatMap((row) => (row.kind === 'arrow' ? row.key : [])));

/** Number in an attribute of the nearest element around an event's target that has it. */
function numberAt({ target }: MouseEvent, attribute: string): number | undefined {
  const value =
    target instanceof Element && target.closest(`[${attribute}]`)?.getAttribute(attribute);
  return typeof value === 'string' ? Number(value) : undefined;
}

/**
 * Packets as arrows between lanes. Remount it for another exchange, so that only arrows of new packets are drawn
 * slowly. Hidden from assistive technology: whoever draws it has its content in words.
 */
export function Ladder({ lanes, rows, places: count, selected, onPacket, onLane }: LadderProps) {
  const t = useText().handshakes;
  const [measured, measure] = useWidth();
  const [first, setFirst] = useState({ lanes: lanes.length, keys: keysOf(rows) });
  // Packets that were there when a lane was found are not drawn slowly.
  if (first.lanes !== lanes.length) setFirst({ lanes: lanes.length, keys: keysOf(rows) });
  const hasRightTimes = rows.some((row) => row.kind === 'arrow' && row.time?.side === 'right');
  const all = Math.max(count ?? 0, lanes.length);
  const places = placesOf(measured, all, hasRightTimes || all > lanes.length);
  const layout = ladderLayout(rows, places);
  const onClick = (event: MouseEvent): void => {
    const packet = numberAt(event, 'data-packet');
    const lane = numberAt(event, 'data-lane');
    if (packet !== undefined) onPacket?.(packet);
    else if (lane !== undefined) onLane?.(lane);
  };
  return (
    <div ref={measure} className="overflow-x-auto">
      <svg
        width={places.width}
        height={layout.height}
        aria-hidden="true"
        onClick={onClick}
        className="block text-base select-none"
      >
        <defs>
          <pattern id="loss" width="6" height="6" patternUnits="userSpaceOnUse">
            <path d="M-1 7 7-1M5 7l2-2M-1 1l2-2" className="stroke-warn" strokeOpacity="0.25" />
          </pattern>
        </defs>
        {layout.placed.map(({ row, top, height }) =>
          row.kind === 'arrow' && row.packet !== undefined && row.packet.number === selected ? (
            <rect key={top} y={top} width={places.width} height={height} className="fill-sel-2" />
          ) : null,
        )}
        {lanes.map((lane, at) => (
          // Lanes have no identity but their place.
          <Lifeline key={at} {...{ lane, at, places }} height={layout.height} isLink={!!onLane} />
        ))}
        {waitsOf(layout).map(({ top, bottom }) => (
          <rect
            key={top}
            x={laneAt(places, 0) - 4}
            y={top}
            width={8}
            height={Math.max(0, bottom - top)}
            className="fill-dir-out"
          />
        ))}
        {layout.placed.map((placed, at) => (
          <Drawing
            key={placed.row.kind === 'arrow' ? placed.row.key : at}
            placed={placed}
            places={places}
            isNew={placed.row.kind === 'arrow' && !first.keys.has(placed.row.key)}
          />
        ))}
      </svg>
      {layout.left > 0 && <p className="px-3 py-1 text-fg-2">{t.moreMoments(layout.left)}</p>}
    </div>
  );
}

interface LifelineProps {
  readonly lane: Lane;
  readonly at: number;
  readonly places: Places;
  readonly height: number;
  readonly isLink: boolean;
}

/** px that a character of a name takes, and from the edges to the names. */
const CHARACTER = 7.3;
const EDGE = 12;
/** px of the first name beyond its lane at most. */
const BEYOND = 88;

function Lifeline({ lane, at, places, height, isLink }: LifelineProps) {
  const { name, about, isId, isChosen } = lane;
  const x = laneAt(places, at);
  const isLast = at === places.lanes.length - 1;
  const gap = laneAt(places, 1) - laneAt(places, 0);
  const before = laneAt(places, at - 1) + (at === 1 ? BEYOND : gap / 2);
  const room = at === 0 ? 2 * BEYOND : isLast ? places.width - EDGE - before : gap - EDGE;
  // A short name is centred.
  const isOver =
    x + (CHARACTER * Math.max(name.length, about?.length ?? 0)) / 2 > places.width - EDGE;
  const head = isOver
    ? ({ x: places.width - EDGE, textAnchor: 'end' } as const)
    : ({ x: Math.max(x, EDGE), textAnchor: 'middle' } as const);
  return (
    <g data-lane={at} className={classes(isLink && 'cursor-pointer')}>
      {isChosen === true && (
        <rect x={x - gap / 2} y={2} width={gap} height={HEAD - 10} rx={4} className="fill-sel" />
      )}
      <text
        {...head}
        y={about === undefined ? 22 : 17}
        className={classes('fill-fg text-base font-semibold', isId && 'font-mono')}
      >
        {shortened(name, room / CHARACTER)}
        <title>{name}</title>
      </text>
      {about !== undefined && (
        <text {...head} y={31} className="fill-fg-2 text-xs">
          {about}
        </text>
      )}
      <path d={`M${x} ${HEAD - 8}V${height}`} className="stroke-ctl" />
    </g>
  );
}

function shortened(name: string, most: number): string {
  const length = Math.max(4, Math.floor(most));
  return name.length > length ? `${name.slice(0, length - 1)}…` : name;
}

interface DrawingProps {
  readonly placed: Placed;
  readonly places: Places;
  readonly isNew: boolean;
}

const FILLS = { warn: 'fill-warn', accent: 'fill-accent font-semibold' } as const;

const BOXES = {
  ok: { box: 'fill-ok-bg stroke-ok', text: 'fill-ok' },
  err: { box: 'fill-err-bg stroke-err', text: 'fill-err' },
  warn: { box: 'fill-warn-bg stroke-warn', text: 'fill-warn' },
  accent: { box: 'fill-sel-2 stroke-accent', text: 'fill-accent' },
} as const;

function Drawing({ placed, places, isNew }: DrawingProps) {
  const { row, lines, top, height } = placed;
  switch (row.kind) {
    case 'arrow':
      return <ArrowDrawing row={row} causes={lines[0] ?? []} {...{ top, places, isNew }} />;
    case 'note': {
      const { lane } = row;
      const x = laneAt(places, lane ?? 0);
      return (
        <g>
          {lane !== undefined && (
            <path
              d={`M${x - 60} ${top + 20}h120`}
              className="stroke-warn"
              strokeDasharray="3 3"
              strokeOpacity="0.7"
            />
          )}
          <text
            textAnchor={lane === undefined ? 'start' : 'middle'}
            className={classes(FILLS[row.tone], lane !== undefined && 'text-xs')}
          >
            <Lines
              lines={lines[0] ?? []}
              x={lane === undefined ? x + NAME_GAP : x}
              y={top + (lane === undefined ? 16 : 14)}
            />
          </text>
        </g>
      );
    }
    case 'band':
      return <Band {...{ row, lines, top, height, places }} />;
    case 'outcome':
      return row.outcomes.map(({ lane, tone }, at) => {
        const words = lines[at] ?? [];
        const { x, width } = boxOf(words, lane, places);
        return (
          <g key={lane} data-lane={lane}>
            <rect
              {...{ x, width }}
              y={top + 4}
              height={8 + WORDS_LINE * words.length}
              rx={4}
              className={BOXES[tone].box}
            />
            <text textAnchor="middle" className={BOXES[tone].text}>
              <Lines lines={words} x={x + width / 2} y={top + 20} />
            </text>
          </g>
        );
      });
  }
}

interface BandProps extends Omit<Placed, 'row'> {
  readonly row: Extract<LadderRow, { kind: 'band' }>;
  readonly places: Places;
}

function Band({ row, lines: [title = [], ...others], top, height, places }: BandProps) {
  const { x } = middleOf(places);
  const { width } = places;
  const below = top + 26 + title.length * WORDS_LINE + BAND_LINE - WORDS_LINE;
  return (
    <g>
      <rect x={0} y={top + 4} width={width} height={height - 12} className="fill-warn-bg" />
      <rect x={0} y={top + 4} width={width} height={height - 12} fill="url(#loss)" />
      <path
        d={`M0 ${top + 4}H${width}M0 ${top + height - 8}H${width}`}
        className="stroke-warn"
        strokeOpacity="0.6"
      />
      <text x={8} y={top + 22} className="fill-fg-2 font-mono text-xs">
        {row.begin}
      </text>
      <text x={8} y={top + height - 16} className="fill-fg-2 font-mono text-xs">
        {row.end}
      </text>
      <text textAnchor="middle" className="fill-warn font-semibold">
        <Lines lines={title} x={x} y={top + 22} />
      </text>
      {others.flat().map((line, at) => (
        // Lines have no identity but their place.
        <text
          key={at}
          x={x}
          y={below + at * BAND_LINE}
          textAnchor="middle"
          className={at === 0 ? 'fill-fg' : 'fill-fg-2'}
        >
          {line}
        </text>
      ))}
    </g>
  );
}

interface LinesProps {
  readonly lines: readonly string[];
  readonly x: number;
  /** Baseline of the first line. */
  readonly y: number;
}

function Lines({ lines, x, y }: LinesProps) {
  return lines.map((line, at) => (
    // Lines have no identity but their place.
    <tspan key={at} x={x} y={y + at * WORDS_LINE}>
      {line}
    </tspan>
  ));
}
