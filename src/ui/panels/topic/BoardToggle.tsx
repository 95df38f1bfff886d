import { ChartLine } from 'lucide-react';
import { Button } from '../../kit/controls/Button.tsx';
import { useText } from '../../kit/language/useText.ts';
import { NARROW, useMedia } from '../../kit/page/useMedia.ts';
import { toggleBoard } from '../../session/charts/board.ts';
import { useCharts } from '../../session/charts/charts.ts';
import { useLayout } from '../../session/view/layout.ts';

/** Pins the chart board below the topic. A narrow window has a tab for it instead. */
export function BoardToggle({ connectionId }: { connectionId: string }) {
  const t = useText().topic;
  const { chartBoard } = useLayout();
  const { lines } = useCharts(connectionId);
  const isNarrow = useMedia(NARROW);
  if (isNarrow) return null;
  return (
    <Button
      icon={<ChartLine size={14} aria-hidden />}
      pressed={chartBoard}
      title={t.boardTitle}
      onClick={() => toggleBoard(connectionId)}
    >
      {t.board(lines.length)}
    </Button>
  );
}
