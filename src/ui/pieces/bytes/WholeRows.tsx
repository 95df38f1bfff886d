import { type ReactNode, useState } from 'react';
import { Button, classes, useRows, useText } from '#kit';

/** Rows above which the others wait for a click. */
const MOST = 200;
const LOOK = 'bg-well font-mono text-base/5';

interface WholeRowsProps {
  /** Accessible name. */
  readonly label: string;
  readonly count: number;
  /** px; a wrapped row is higher. */
  readonly rowHeight: number;
  readonly draw: (row: number) => ReactNode;
}

/**
 * Read-only rows at their whole height, so that only the page around them scrolls. Of many rows the first are drawn, and
 * a button opens all of them in a scroll area, which draws only the visible ones.
 */
export function WholeRows(props: WholeRowsProps) {
  const { label, count, rowHeight, draw } = props;
  const t = useText().topic;
  const [isAll, setAll] = useState(false);
  if (isAll && count > MOST) return <ScrolledRows {...props} />;
  return (
    <>
      <div
        role="group"
        aria-label={label}
        className={classes(LOOK, 'whitespace-pre-wrap wrap-anywhere')}
      >
        {Array.from({ length: Math.min(count, MOST) }, (_, row) => (
          // Rows have no identity but their place.
          <div key={row} className="flex" style={{ minHeight: rowHeight }}>
            {draw(row)}
          </div>
        ))}
      </div>
      {count > MOST && (
        <Button look="action" className="shrink-0 self-start" onClick={() => setAll(true)}>
          {t.allLines(count)}
        </Button>
      )}
    </>
  );
}

function ScrolledRows({ label, count, rowHeight, draw }: WholeRowsProps) {
  const { attach, ...view } = useRows({ count, rowHeight });
  return (
    <div
      ref={attach}
      role="group"
      aria-label={label}
      tabIndex={0}
      className={classes(
        LOOK,
        'h-[70vh] shrink-0 overflow-auto whitespace-pre focus-visible:-outline-offset-2',
      )}
    >
      <div className="relative min-w-fit" style={{ height: view.height }}>
        <div className="relative" style={{ top: view.offset }}>
          {Array.from({ length: Math.max(0, view.to - view.from) }, (_, at) => (
            <div key={view.from + at} className="flex" style={{ height: rowHeight }}>
              {draw(view.from + at)}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
