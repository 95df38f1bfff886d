import type { ReactNode } from 'react';
import { isTouch, RowBoundary, useRows } from '#kit';
import type { StoredMessage } from '../../../../profiles/settings/storedItems.ts';

interface KeptRowsProps {
  readonly label: string;
  readonly items: readonly StoredMessage[];
  readonly draw: (kept: StoredMessage) => ReactNode;
}

/** Messages of a folder that are drawn all at once; a longer list scrolls by itself. */
const MANY = 200;

/** Rows of a folder. */
export function KeptRows(props: KeptRowsProps) {
  const { label, items, draw } = props;
  if (items.length > MANY) return <KeptWindow {...props} />;
  return <ul aria-label={label}>{items.map((kept) => row(kept, draw))}</ul>;
}

const row = (kept: StoredMessage, draw: KeptRowsProps['draw']): ReactNode => (
  <RowBoundary key={kept.id} of={kept} role="listitem">
    {draw(kept)}
  </RowBoundary>
);

/** px of a row. */
const rowHeight = (): number => (isTouch() ? 40 : 24);

/** Draws only the rows on screen. */
function KeptWindow({ label, items, draw }: KeptRowsProps) {
  const { attach, ...view } = useRows({ count: items.length, rowHeight: rowHeight() });
  return (
    <div ref={attach} className="h-80 overflow-y-auto">
      <div className="relative" style={{ height: view.height }}>
        <ul aria-label={label} className="relative" style={{ top: view.offset }}>
          {items.slice(view.from, view.to).map((kept) => row(kept, draw))}
        </ul>
      </div>
    </div>
  );
}
