import { later } from '../kit/later.tsx';
import { nothing } from '../kit/Waits.tsx';
import { useView } from '../session/tabView.ts';

/** Nobody pauses in the first moments. */
const PausedText = later(async () => (await import('./PausedText.tsx')).PausedText, {
  Waits: nothing,
});

/** Notice that the views are paused. */
export function PausedStrip({ connectionId }: { connectionId: string }) {
  return useView(connectionId).paused && <PausedText connectionId={connectionId} />;
}
