import { dequal } from 'dequal';
import { ChevronDown, ChevronRight, Clock } from 'lucide-react';
import { memo } from 'react';
import { classes, Marked, nameStart, Tag, useFirstText } from '#kit';
import { utf8Length } from '../../../base/utf8.ts';
import { visibleLevel, visibleName } from '../../../base/visibleText.ts';
import type { TopicOrder, TopicRow } from '../../../engine/topics/tree/topicRow.ts';
import type { FirstTexts } from '../../../i18n/en/first.ts';
import { grouped, short } from '../../../i18n/numbers.ts';
import { levelName } from '../../pieces/marks/levelName.ts';
import { TopicMeaning } from '../../pieces/marks/TopicMeaning.tsx';
import { useTopicMeaning } from '../../session/alink/useTopicMeaning.ts';

/** Longest level in characters whose size is not shown, and longest path in a tooltip. */
const SHOWN = 256;
/** Levels that are moved in; deeper ones stay at that place, with their number. */
const DEEPEST_INDENT = 8;
/**
 * Levels with full indentation. Deeper ones are indented less, because a device's topics have seven levels.
 */
const WIDE_INDENTS = 4;

interface TopicRowProps {
  readonly row: TopicRow;
  /** Given to the active row only, so that rows that move are not drawn again. */
  readonly id: string | undefined;
  readonly selected: boolean;
  readonly order: TopicOrder;
  /** Search text, highlighted in the name. */
  readonly search: string;
  /** Messages can arrive, so silence is the sender's. */
  readonly heard: boolean;
  readonly fresh: Freshness;
}

/** Quarters of a second until the mark of a change disappears; 0: no mark. */
export type Freshness = 0 | 1 | 2 | 3;

/** A topic whose messages have a rate, not intervals, changes all the time: its bars show that. @param now µs */
export function freshness({ changed, pace }: TopicRow, now: number): Freshness {
  if (changed === undefined || pace?.kind === 'rate') return 0;
  const age = now - changed;
  return age < 350_000 ? 3 : age < 600_000 ? 2 : age < 1_000_000 ? 1 : 0;
}

/**
 * The mark of a change fades in steps, as often as rows are drawn. An animation would have the browser draw
 * a frame sixty times a second, which takes half of the page's processor time.
 */
const FADED = ['', 'opacity-30', 'opacity-65', ''] as const;

/** Its accessible name, only for screen readers: the whole topic, its value, whether it is retained or silent. */
export const TopicRowView = memo(
  function TopicRowView({ row, id, selected, order, search, heard, fresh }: TopicRowProps) {
    const t = useFirstText().topics;
    const name = levelName(nameStart(row.level), t);
    const { silence } = row;
    const silent = heard && silence ? t.silent(silence.for, silence.usually) : undefined;
    const meaning = useTopicMeaning(row.own > 0 ? row.path : undefined);
    const Chevron = row.expanded ? ChevronDown : ChevronRight;
    return (
      <div
        id={id}
        role="treeitem"
        tabIndex={-1}
        data-path={row.path}
        data-level={row.path.slice(row.path.lastIndexOf('/') + 1)}
        aria-level={row.depth + 1}
        aria-setsize={row.siblings}
        aria-posinset={row.position}
        aria-expanded={row.expandable ? row.expanded : undefined}
        aria-selected={selected}
        title={[titleOf(row, t), silent, meaning?.long].filter(Boolean).join('\n')}
        className={classes(
          'relative grid h-(--h-row) grid-cols-[minmax(0,1fr)_auto_auto_auto] items-center pr-2 outline-none',
          selected ? 'bg-sel shadow-[inset_2px_0_var(--accent)]' : 'hover:bg-hover',
        )}
      >
        {fresh > 0 && !selected && (
          <span
            aria-hidden="true"
            className={classes(
              'pointer-events-none absolute inset-0 bg-flash motion-reduce:hidden',
              FADED[fresh],
            )}
          />
        )}
        <span className="relative flex h-full min-w-0 items-center overflow-hidden pl-1.5">
          {Array.from({ length: Math.min(row.depth, DEEPEST_INDENT) }, (_, depth) => (
            <span
              key={depth}
              aria-hidden="true"
              className={classes(
                'h-full shrink-0 border-l border-guide',
                depth < WIDE_INDENTS ? '-mr-2 ml-2 w-3' : '-mr-1 ml-1 w-2',
              )}
            />
          ))}
          {row.depth > DEEPEST_INDENT && (
            <span
              aria-hidden="true"
              className="ml-1 text-xs text-fg-3"
              title={t.level(row.depth + 1)}
            >
              {row.depth + 1}
            </span>
          )}
          <span
            aria-hidden="true"
            data-toggle={row.expandable || undefined}
            className="mr-0.5 grid size-4 shrink-0 place-items-center text-fg-3"
          >
            {row.expandable && <Chevron size={12} />}
          </span>
          <span className="flex min-w-0 flex-1 items-center overflow-hidden">
            <span
              aria-hidden="true"
              className={classes(
                'relative shrink-0 truncate',
                row.level.length > SHOWN ? 'max-w-[35%]' : 'max-w-full',
                row.level.trim() === '' && 'italic',
                // Levels that only lead to a search result are dimmed.
                (row.level.trim() === '' || (search !== '' && !row.matched)) && 'text-fg-3',
              )}
            >
              <Level name={name} row={row} mark={search} />
            </span>
            {row.level.length > SHOWN && (
              <span aria-hidden="true" className="ml-1 shrink-0 text-xs text-fg-3">
                {t.long(utf8Length(row.level))}
              </span>
            )}
            {(row.preview !== undefined || meaning !== undefined) && (
              // The meaning of a topic is more useful than the beginning of its value. If both do not fit,
              // the value wraps onto a second line, which is clipped.
              <span
                aria-hidden="true"
                className="ml-1.5 flex h-4 min-w-0 flex-1 flex-wrap overflow-hidden leading-4"
              >
                {meaning !== undefined && <TopicMeaning meaning={meaning} className="mr-1.5" />}
                <span className="min-w-0 flex-1 basis-10 truncate font-mono text-fg-2">
                  <bdi>{row.preview && <Marked text={t.preview(row.preview)} mark={search} />}</bdi>
                </span>
              </span>
            )}
            {fresh > 0 && (
              <span
                aria-hidden="true"
                className="ml-1 hidden font-mono text-chg motion-reduce:inline"
              >
                ~
              </span>
            )}
          </span>
        </span>
        <span
          aria-hidden="true"
          className={classes(
            'relative pl-1 text-right text-xs',
            // The total says less than the value it would push out.
            order === 'rate' ? '@max-[299px]:hidden' : '@max-[399px]:hidden',
            selected ? 'text-fg-2' : 'text-fg-3',
          )}
        >
          {order !== 'rate' ? short(row.messages) : t.pace(row.pace)}
        </span>
        {silent !== undefined && (
          <Clock size={12} aria-hidden className="relative ml-2 text-warn" />
        )}
        {silent === undefined && !isQuietRetained(row) && <Activity trail={row.trail} />}
        {row.retained && (
          <span aria-hidden="true" className="relative ml-1.5 flex" title={t.retained}>
            <Tag>{t.retainedShort}</Tag>
          </span>
        )}
        <span className="sr-only">{spokenName(row, t, silent)}</span>
      </div>
    );
  },
  (before, after) =>
    before.id === after.id &&
    before.selected === after.selected &&
    before.fresh === after.fresh &&
    before.order === after.order &&
    before.search === after.search &&
    before.heard === after.heard &&
    samePace(before.row, after.row, after.order) &&
    sameRow(before.row, after.row) &&
    // Only the active row is read out, and a new topic would draw all others of its branch again.
    (before.row.siblings === after.row.siblings || after.id === undefined),
);

/** A level's name, with signs for invisible characters and characters that change the text direction. */
function Level({ name, row, mark }: { name: string; row: TopicRow; mark: string }) {
  const { level, path } = row;
  const drawn = visibleLevel(name, path);
  return (
    <bdi className="whitespace-pre">
      {drawn === name ? (
        <Marked text={name} mark={mark} before={path.slice(0, path.length - level.length)} />
      ) : (
        drawn
      )}
    </bdi>
  );
}

/** `sensors/hz-2/zone-2, 419.2, retained …` */
function spokenName(row: TopicRow, t: FirstTexts['topics'], silent: string | undefined): string {
  const path = row.path.length > SHOWN ? `…${row.path.slice(-SHOWN)}` : row.path;
  const level = levelName(nameStart(row.level), t);
  return [
    row.level.trim() === '' ? `${visibleName(path)} ${level}` : visibleName(path),
    row.preview && t.preview(row.preview),
    row.retained && t.retained,
    silent,
  ]
    .filter(Boolean)
    .join(', ');
}

function sameRow(a: TopicRow, b: TopicRow): boolean {
  return (
    a.path === b.path &&
    // Both change when another branch splits a row of several levels.
    a.level === b.level &&
    a.depth === b.depth &&
    a.messages === b.messages &&
    a.changed === b.changed &&
    a.expanded === b.expanded &&
    a.expandable === b.expandable &&
    a.retained === b.retained &&
    a.position === b.position &&
    a.matched === b.matched &&
    secondsOf(a) === secondsOf(b) &&
    // The same message in another format.
    dequal(a.preview, b.preview) &&
    a.trail.every((count, at) => count === b.trail[at])
  );
}

/**
 * A rate slides all the time. Where it is not before one's eyes, it is as old as the bars beside it: less than a second.
 */
const samePace = (a: TopicRow, b: TopicRow, order: TopicOrder): boolean =>
  order === 'rate' || a.pace?.kind !== 'rate' ? dequal(a.pace, b.pace) : b.pace?.kind === 'rate';

const secondsOf = ({ silence }: TopicRow) => silence && Math.floor(silence.for / 1_000_000);

function titleOf(row: TopicRow, t: FirstTexts['topics']): string {
  const path = row.path.length > SHOWN ? `${row.path.slice(0, SHOWN)}…` : row.path;
  const lines = [
    visibleName(path),
    t.messages(row.own, row.messages),
    t.totals(row.pace, row.bytes),
  ];
  return lines.join('\n');
}

/** A value that was sent once, to be kept: its bars would all be empty. */
const isQuietRetained = ({ retained, trail }: TopicRow): boolean =>
  retained && trail.every((rate) => rate === 0);

/** Five bars, one a second. */
function Activity({ trail }: { trail: readonly number[] }) {
  const { topics: t, kit } = useFirstText();
  const bars = Array.from({ length: 5 }, (_, at) => trail[trail.length - 5 + at] ?? 0);
  return (
    <span
      aria-hidden="true"
      title={`${t.activity}${kit.colon}${bars.map((rate) => grouped(Math.round(rate * 10) / 10)).join(kit.listed)}`}
      className="relative ml-1.5 flex h-2.5 w-4.75 items-end gap-px text-fg-3 @max-[299px]:hidden"
    >
      {bars.map((rate, at) => (
        <span
          // A bar is its second's place in the row of five.
          key={at}
          className="w-0.75 bg-current"
          style={{ height: barHeight(rate) }}
        />
      ))}
    </span>
  );
}

/** Pixels, 1 to 10: one step for each doubling of the rate. */
function barHeight(rate: number): number {
  return Math.min(10, 1 + Math.round(2 * Math.log2(1 + rate)));
}
