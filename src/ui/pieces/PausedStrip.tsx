import { later } from '../kit/later.tsx';
import { nothing } from '../kit/Waits.tsx';
import { useView } from '../session/tabView.ts';

/** Nobody pauses in the first moments. */
const PausedText = later(async () => (await import('./PausedText.tsx')).PausedText, {
  Waits: nothing,
});

/** While the views stand still, says so. */
export function PausedStrip({ connectionId }: { connectionId: string }) {
  return useView(connectionId).paused && <PausedText connectionId={connectionId} />;
}
