import { ChartLine } from 'lucide-react';
import { Button } from '../../kit/controls/Button.tsx';
import { useText } from '../../kit/language/useText.ts';
import { toggleBoard } from '../../session/charts/board.ts';
import { useCharts } from '../../session/charts/charts.ts';
import { useLayout } from '../../session/view/layout.ts';

/** Pins the chart board below the topic. */
export function BoardToggle({ connectionId }: { connectionId: string }) {
  const t = useText().topic;
  const { chartBoard } = useLayout();
  const { lines } = useCharts(connectionId);
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
