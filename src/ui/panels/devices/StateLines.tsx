import { memo, useState } from 'react';
import { classes, rowTime, Segments, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { DeviceState } from '../../../engine/devices/device.ts';
import type { StateLine } from '../../../engine/devices/deviceRows.ts';
import { useNow } from '../../session/connection/useWindowPart.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { marks, type Span, stretches, ticks } from './stateLine.ts';

const MINUTE = 60_000_000;
const SECOND = 1_000_000;
/** µs; all: from the first reported state. */
const RANGES = {
  five: 5 * MINUTE,
  quarter: 15 * MINUTE,
  hour: 60 * MINUTE,
  all: Number.POSITIVE_INFINITY,
} as const;
type Range = keyof typeof RANGES;
const CHOICES: readonly Range[] = ['five', 'quarter', 'hour', 'all'];

const LOOKS: Readonly<Record<DeviceState, string>> = {
  online: 'bg-ok-bg border-ok',
  offline: 'bg-err-bg border-err',
  stale: 'bg-warn-bg border-warn',
  asleep: 'bg-raised border-fg-3',
  starting: 'bg-raised border-fg-3',
  fault: 'bg-err-bg border-err',
};
const MARKS: Readonly<Record<DeviceState, string>> = {
  online: 'bg-ok text-ok',
  offline: 'bg-err text-err',
  stale: 'bg-warn text-warn',
  asleep: 'bg-fg-3 text-fg-2',
  starting: 'bg-fg-3 text-fg-2',
  fault: 'bg-err text-err',
};

interface StateLinesProps {
  readonly connectionId: string;
  readonly lines: readonly StateLine[];
  /** ms since 1970. */
  readonly origin: number;
}

/** Online times of devices. Each mark leads to the packet that reported the change. */
export function StateLines({ connectionId, lines, origin }: StateLinesProps) {
  const t = useText().devices.line;
  const [range, setRange] = useState<Range>('all');
  const now = useNow(connectionId) ?? 0;
  const told = lines.flatMap(({ changes }) => changes.map(({ time }) => time));
  if (told.length === 0) return null;
  const first = told.reduce((a, b) => Math.min(a, b));
  const last = told.reduce((a, b) => Math.max(a, b));
  // Moves once a second, and with each new state.
  const to = Math.max(Math.ceil(now / SECOND) * SECOND, last);
  const length = Math.max(Math.min(RANGES[range], to - first), SECOND);
  return (
    <section aria-label={t.title} className="mb-2">
      <div className="mb-1 flex flex-wrap items-center gap-2">
        <h3 className="flex-1 font-semibold">{t.title}</h3>
        <Segments
          label={t.range}
          value={range}
          options={CHOICES.map((value) => ({ value, label: t.ranges[value] }))}
          onChange={setRange}
        />
      </div>
      <Drawn connectionId={connectionId} lines={lines} origin={origin} from={to - length} to={to} />
    </section>
  );
}

const Drawn = memo(function Drawn({
  connectionId,
  lines,
  origin,
  from,
  to,
}: StateLinesProps & Span) {
  const span = { from, to };
  return (
    <>
      <ul className="flex flex-col gap-1">
        {lines.map((line) => (
          <li
            key={line.id}
            className="grid grid-cols-[minmax(4rem,8rem)_minmax(0,1fr)] items-end gap-2"
          >
            <bdi className="truncate leading-5 text-fg-2" title={visibleText(line.id)}>
              {visibleText(line.name ?? line.id)}
            </bdi>
            <Line connectionId={connectionId} line={line} origin={origin} span={span} />
          </li>
        ))}
      </ul>
      <div
        aria-hidden
        className="ml-auto flex w-[calc(100%-8.5rem)] justify-between pt-0.5 font-mono text-xs text-fg-3 max-sm:hidden"
      >
        {ticks(span).map((time) => (
          <span key={time}>{rowTime(origin, time).slice(0, -4)}</span>
        ))}
      </div>
    </>
  );
});

interface LineProps extends Omit<StateLinesProps, 'lines'> {
  readonly line: StateLine;
  readonly span: Span;
}

function Line({ connectionId, line: { changes }, origin, span }: LineProps) {
  const t = useText().devices;
  return (
    <div className="relative h-9 overflow-x-clip">
      <div className="absolute inset-x-0 bottom-0 h-5 rounded-xs border border-line bg-well" />
      {stretches(changes, span).map(({ state, left, width }) => (
        <div
          key={left}
          className={classes(
            'absolute bottom-0 h-5 border-y',
            state === undefined ? 'border-line bg-raised' : LOOKS[state],
          )}
          style={{ left: `${left}%`, width: `${width}%` }}
        />
      ))}
      {marks(changes, span).map(({ state, said, time, packet, left, hasLabel }, at) => {
        const told = visibleText(said) || (state === undefined ? t.unknown : t.states[state]);
        const name = t.line.mark(told, rowTime(origin, time));
        const look = state === undefined ? 'bg-fg-3 text-fg-2' : MARKS[state];
        return (
          <button
            key={`${time} ${at}`}
            type="button"
            aria-label={name}
            title={name}
            disabled={packet === 0}
            onClick={() => showPacket(connectionId, packet)}
            className={classes('absolute bottom-0 h-9 w-2 -translate-x-1', look, 'bg-transparent!')}
            style={{ left: `${left}%` }}
          >
            <span className={classes('absolute bottom-0 left-1 block h-6 w-0.5', look)} />
            {hasLabel && (
              <bdi
                className={classes(
                  'absolute top-0 max-w-32 truncate text-xs leading-3',
                  left > 80 ? 'right-1' : 'left-1',
                )}
              >
                {told}
              </bdi>
            )}
          </button>
        );
      })}
    </div>
  );
}
