import type { ReactNode } from 'react';
import { useRows } from '../../../kit/rows/useRows.ts';

interface DrawnRowsProps {
  readonly label: string;
  readonly count: number;
  readonly draw: (row: number) => ReactNode;
}

/** Read-only rows, of which only the visible ones are drawn. */
export function DrawnRows({ label, count, draw }: DrawnRowsProps) {
  const { attach, ...view } = useRows({ count, rowHeight: 22 });
  return (
    <div
      ref={attach}
      role="group"
      aria-label={label}
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto bg-well font-mono text-base/5 focus-visible:-outline-offset-2"
    >
      <div className="relative min-w-fit" style={{ height: view.height }}>
        <div className="relative" style={{ top: view.offset }}>
          {Array.from({ length: Math.max(0, view.to - view.from) }, (_, at) => (
            // Rows have no identity but their place.
            <div key={view.from + at} className="h-[22px]">
              {draw(view.from + at)}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
