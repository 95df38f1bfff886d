import { timeOfDay, useText } from '#kit';
import { showPacket } from '../../session/packets/actions.ts';
import { lineColour } from './plot/looks.ts';
import type { AtCursor, ChartPoint } from './points.ts';
import type { ShownLine } from './shownLine.ts';

interface PointLineProps {
  readonly connectionId: string;
  readonly all: readonly ShownLine[];
  readonly picked: ChartPoint | undefined;
  readonly atCursor: AtCursor | undefined;
}

/** The chosen point with a link to its packet, or how much is shown. */
export function PointLine({ connectionId, all, picked, atCursor }: PointLineProps) {
  const t = useText().charts;
  const line = all.find(({ id }) => id === picked?.id);
  return (
    <div className="flex h-(--h-ctl) shrink-0 items-center gap-3 overflow-hidden border-t border-line px-3 text-xs whitespace-nowrap text-fg-2">
      {picked !== undefined && line !== undefined ? (
        <>
          <Swatch colour={line.set.colour} />
          <bdi className="truncate">{picked.name}</bdi>
          <bdi className="font-mono text-base font-semibold text-fg">{picked.value}</bdi>
          <span className="font-mono">{timeOfDay(picked.at)}</span>
          <button
            type="button"
            title={t.showPacket}
            className="font-mono text-action"
            onClick={() => showPacket(connectionId, picked.packet)}
          >
            {t.packet(picked.packet)}
          </button>
        </>
      ) : (
        <Notes all={all} />
      )}
      {atCursor !== undefined && (
        <span className="ml-auto font-mono">{timeOfDay(atCursor.at)}</span>
      )}
    </div>
  );
}

/** Numbers of shown, total and dropped points. */
function Notes({ all }: { all: readonly ShownLine[] }) {
  const t = useText().charts;
  const lines = all.flatMap(({ line }) => (line === undefined ? [] : [line]));
  const sum = (of: (line: (typeof lines)[number]) => number): number =>
    lines.reduce((total, line) => total + of(line), 0);
  const dropped = sum((line) => line.dropped);
  return (
    <>
      <span>
        {t.points(
          sum((line) => line.statistics.count),
          sum((line) => line.held),
        )}
      </span>
      {lines.some(({ isReading }) => isReading) && <span>{t.reading}</span>}
      {dropped > 0 && <span className="text-warn">{t.dropped(dropped)}</span>}
    </>
  );
}

/** A line's colour as drawn, beside its name. */
function Swatch({ colour }: { colour: number }) {
  return (
    <span
      aria-hidden="true"
      className="inline-block h-[3px] w-4 shrink-0 rounded-full"
      style={{ background: lineColour(colour) }}
    />
  );
}
