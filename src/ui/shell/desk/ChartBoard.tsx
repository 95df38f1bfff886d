import { X } from 'lucide-react';
import { useRef } from 'react';
import { Boundary, IconButton, Splitter, useFirstText } from '#kit';
import { ChartsView } from '../../panels/charts/later.tsx';
import { LIMITS, setLayout, useLayout } from '../../session/view/layout.ts';

/** The chart board with its buttons. */
export function ChartBoard({ connectionId }: { connectionId: string }) {
  const t = useFirstText().shell;
  return (
    <Boundary part="chart board" name={t.charts}>
      <ChartsView
        connectionId={connectionId}
        actions={
          <IconButton
            small
            label={t.closeBoard}
            className="max-md:hidden"
            onClick={() => setLayout({ chartBoard: false })}
          >
            <X size={14} aria-hidden />
          </IconButton>
        }
      />
    </Boundary>
  );
}

/** The board below the panel of a desk, as high as the user dragged it. */
export function PinnedBoard({ connectionId }: { connectionId: string }) {
  const t = useFirstText().shell;
  const { chartBoard, board } = useLayout();
  const box = useRef<HTMLElement>(null);
  if (!chartBoard) return null;
  return (
    <>
      <Splitter
        label={t.resizeBoard}
        orientation="horizontal"
        value={board * 100}
        min={LIMITS.board[0] * 100}
        max={LIMITS.board[1] * 100}
        perPixel={() => -100 / (box.current?.parentElement?.clientHeight ?? 800)}
        step={5}
        onChange={(value) => setLayout({ board: value / 100 })}
      />
      <section
        ref={box}
        aria-label={t.charts}
        className="flex min-h-0 flex-col"
        style={{ flex: `0 0 ${board * 100}%` }}
      >
        <ChartBoard connectionId={connectionId} />
      </section>
    </>
  );
}
