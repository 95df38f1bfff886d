import { Eye, EyeOff, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes, IconButton, SelectField, TopicName, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import { paceOfIntervals } from '../../../engine/topics/tree/pace.ts';
import { innerPath } from '../../../payload/tree/valueTree.ts';
import { AXIS_CHOICES, DRAWN_AS, MOST_CHARTED } from '../../../profiles/settings/chartLimits.ts';
import { aboutText, changeText, exactText, meanText } from '../../pieces/charts/plot/axisText.ts';
import { lineColour } from '../../pieces/charts/plot/looks.ts';
import type { AtCursor } from '../../pieces/charts/points.ts';
import { isOfStates, type ShownLine, valueText } from '../../pieces/charts/shownLine.ts';
import { PaceText } from '../../pieces/marks/PaceText.tsx';
import { changeLine, removeLine } from '../../session/charts/charting.ts';
import { select } from '../../session/connection/selection.ts';

interface SeriesTableProps {
  readonly connectionId: string;
  readonly all: readonly ShownLine[];
  readonly atCursor: AtCursor | undefined;
}

const HEAD = 'px-1.5 py-1 text-right font-normal whitespace-nowrap';
const CELL = 'px-1.5 py-0.5 text-right font-mono whitespace-nowrap';

const NUMBERS = ['min', 'mean', 'max', 'change'] as const;

/** Values of the chart as numbers, and the appearance of each line. */
export function SeriesTable({ connectionId, all, atCursor }: SeriesTableProps) {
  const t = useText().charts;
  return (
    <div
      role="group"
      aria-label={t.table}
      tabIndex={0}
      className="max-h-[45%] shrink-0 overflow-auto border-t border-line focus-visible:-outline-offset-2"
    >
      <table className="w-full border-collapse text-base max-md:min-w-200">
        <thead className="sticky top-0 z-10 bg-bar text-xs text-fg-2">
          <tr>
            <th scope="col" className="px-3 py-1 text-left font-normal">
              {t.head.value}
            </th>
            <th scope="col" className={classes(HEAD, 'min-w-16')}>
              {atCursor === undefined ? t.head.now : t.head.atCursor}
            </th>
            {NUMBERS.map((name) => (
              <th key={name} scope="col" className={HEAD}>
                {t.head[name]}
              </th>
            ))}
            <th scope="col" className={HEAD} title={t.paceTitle}>
              {t.head.pace}
            </th>
            <th scope="col" className="px-2 py-1 text-left font-normal">
              {t.head.axis}
            </th>
            <th scope="col" className="px-2 py-1 text-left font-normal">
              {t.head.drawn}
            </th>
            <th scope="col">
              <span className="sr-only">{t.remove('')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {all.map((one) => (
            <Row key={one.id} connectionId={connectionId} shown={one} atCursor={atCursor} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly connectionId: string;
  readonly shown: ShownLine;
  readonly atCursor: AtCursor | undefined;
}

function Row({ connectionId, shown, atCursor }: RowProps) {
  const t = useText().charts;
  const { set, line, name, id } = shown;
  const { topic, path, axis, drawn, hidden = false } = set;
  const statistics = line?.statistics;
  const now = atCursor === undefined ? lastOf(shown) : (atCursor.values.get(id) ?? '');
  const isStates = isOfStates(shown);
  const notes = line && line.without > 0 ? t.without(line.without) : undefined;
  return (
    <tr className={classes('border-t border-line', hidden && 'text-fg-3')}>
      <th
        scope="row"
        className="w-full max-w-0 min-w-48 px-2 py-0.5 text-left font-normal max-md:w-64 max-md:max-w-64 max-md:min-w-64"
        title={notes}
      >
        <span className="flex min-w-0 items-center gap-1.5">
          <IconButton
            small
            label={t.shown(name)}
            pressed={!hidden}
            onClick={() => changeLine(connectionId, set, { hidden: !hidden })}
          >
            {hidden ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
          </IconButton>
          <ColourField connectionId={connectionId} shown={shown} />
          <button
            type="button"
            className="flex min-h-(--h-link) min-w-0 items-center gap-1.5 text-left hover:underline max-md:justify-center max-md:flex-col max-md:items-start max-md:gap-0"
            onClick={() => select(connectionId, { topic })}
          >
            <TopicName topic={topic} className="text-fg-2 max-md:w-full" />
            {path.length > 0 && (
              <bdi className="shrink-0 font-mono font-semibold max-md:w-full max-md:truncate">
                {visibleText(innerPath(path))}
              </bdi>
            )}
          </button>
        </span>
      </th>
      <ValueCell strong text={visibleText(now)} />
      <ValueCell text={number(statistics?.min, exactText)} />
      <Cell>{statistics && meanText(statistics)}</Cell>
      <ValueCell text={number(statistics?.max, exactText)} />
      <Cell>
        {isStates
          ? statistics && t.changes(statistics.changes)
          : number(statistics?.change, changeText)}
      </Cell>
      <Cell>
        <Pace connectionId={connectionId} shown={shown} />
      </Cell>
      <td className="px-1 py-0.5">
        {!isStates && (
          <SelectField
            label={t.axisOf(name)}
            labelHidden
            className="w-18 [--h-ctl:24px] max-md:[--h-ctl:40px]"
            value={axis}
            options={AXIS_CHOICES.map((value) => ({ value, label: t.axisShort[value] }))}
            onChange={(value) => changeLine(connectionId, set, { axis: value })}
          />
        )}
      </td>
      <td className="px-1 py-0.5">
        {isStates ? (
          <span className="px-2 text-fg-3">{t.drawnAs.steps}</span>
        ) : (
          <SelectField
            label={t.drawnOf(name)}
            labelHidden
            className="w-18 [--h-ctl:24px] max-md:[--h-ctl:40px]"
            value={drawn}
            options={DRAWN_AS.map((value) => ({ value, label: t.drawnAs[value] }))}
            onChange={(value) => changeLine(connectionId, set, { drawn: value })}
          />
        )}
      </td>
      <td className="py-0.5 pr-1 text-right">
        <IconButton small label={t.remove(name)} onClick={() => removeLine(connectionId, set)}>
          <X size={14} aria-hidden />
        </IconButton>
      </td>
    </tr>
  );
}

/** Points a second, or the time between two of them. */
function Pace({ connectionId, shown: { line } }: Pick<RowProps, 'connectionId' | 'shown'>) {
  const { charts: t, topics } = useText();
  const { count = 0, intervals, newest } = line?.statistics ?? {};
  if (intervals !== undefined) {
    return (
      <span title={`${t.head.longest}: ${t.interval(intervals.most)}`}>
        {topics.pace(paceOfIntervals(intervals))}
      </span>
    );
  }
  return (
    count > 0 && (
      <PaceText
        connectionId={connectionId}
        pace={{ kind: 'last', messages: count }}
        last={newest}
      />
    )
  );
}

/** Each press chooses the next colour, so that its look is visible at once. */
function ColourField({ connectionId, shown }: Pick<RowProps, 'connectionId' | 'shown'>) {
  const t = useText().charts;
  const { set, name } = shown;
  const next = (set.colour + 1) % MOST_CHARTED.colours;
  return (
    <button
      type="button"
      aria-label={`${t.colourOf(name)}: ${t.colours[set.colour] ?? ''}`}
      title={t.colourOf(name)}
      className="inline-grid size-(--h-small) shrink-0 place-items-center rounded-md hover:bg-raised"
      onClick={() => changeLine(connectionId, set, { colour: next })}
    >
      <span
        aria-hidden="true"
        className="h-[3px] w-4 rounded-full"
        style={{ background: lineColour(set.colour) }}
      />
    </button>
  );
}

function Cell({ children, strong = false }: { children: ReactNode; strong?: boolean }) {
  return (
    <td className={classes(CELL, strong && 'font-semibold')}>
      <bdi>{children}</bdi>
    </td>
  );
}

/** Characters of a value that leave room for the cells after it. */
const LONGEST = 12;

/** A longer number is shortened to six digits, a longer name to its beginning. The tooltip shows the whole value. */
function ValueCell({ text, strong = false }: { text: string; strong?: boolean }) {
  const isLong = text.length > LONGEST;
  const about = isLong && Number.isFinite(Number(text)) ? aboutText(Number(text)) : text;
  return (
    <td
      className={classes(CELL, 'max-w-28 truncate', strong && 'font-semibold')}
      title={isLong ? text : undefined}
    >
      <bdi>{about === text ? text : `≈${about}`}</bdi>
    </td>
  );
}

function lastOf({ line }: ShownLine): string {
  return line?.last === undefined ? '' : valueText(line, line.last.value);
}

function number(value: number | undefined, text: (value: number) => string): string {
  return value === undefined ? '' : text(value);
}
