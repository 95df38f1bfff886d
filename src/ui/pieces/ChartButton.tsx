import { ChartLine } from 'lucide-react';
import { classes, useText } from '#kit';
import { visibleText } from '../../base/visibleText.ts';
import { pathText, type ValuePath } from '../../payload/tree/valueTree.ts';
import { isCharted, toggleCharted } from '../session/charts/charting.ts';
import { useCharts } from '../session/charts/charts.ts';

interface ChartButtonProps {
  readonly connectionId: string;
  readonly topic: string;
  readonly path: ValuePath;
  /** After one of many lines of values (class `group/line`). The keyboard uses the tree and the chart board instead. */
  readonly ofLine?: 'seen' | 'pointed-at';
}

/** Adds a value to the chart board; pressed while the value is on it. */
export function ChartButton({ connectionId, topic, path, ofLine }: ChartButtonProps) {
  const t = useText().charts;
  const isThere = isCharted(useCharts(connectionId), { topic, path });
  const name = visibleText(pathText(path));
  const label = t.chartOf(name);
  return (
    <button
      type="button"
      {...(ofLine !== undefined && { tabIndex: -1 })}
      aria-label={isThere ? `${label}: ${t.charted}` : label}
      aria-pressed={isThere}
      title={label}
      className={classes(
        'ml-2 inline-flex h-5 shrink-0 items-center gap-1 rounded-sm px-1 font-sans text-xs/5 hover:bg-raised hover:text-fg',
        isThere ? 'text-accent' : 'text-fg-3',
        ofLine === undefined
          ? 'min-h-(--h-link) min-w-(--h-link) justify-center'
          : // Too small for fingers, which choose on the chart board.
            'max-[819.98px]:hidden',
        ofLine === 'pointed-at' &&
          !isThere &&
          'opacity-0 group-hover/line:opacity-100 max-md:opacity-100',
      )}
      onClick={() => toggleCharted(connectionId, topic, path)}
    >
      <ChartLine size={13} aria-hidden />
      {isThere && <span aria-hidden="true">{t.charted}</span>}
    </button>
  );
}
