import { later, nothing } from '#kit';
import { useView } from '../../session/view/tabView.ts';

/** Loaded later, because users do not pause in the first moments. */
const PausedText = later(async () => (await import('./PausedText.tsx')).PausedText, {
  Waits: nothing,
});

/** Notice that the views are paused. */
export function PausedStrip({ connectionId }: { connectionId: string }) {
  return useView(connectionId).paused && <PausedText connectionId={connectionId} />;
}
