import { later, nothing } from '#kit';
import { useKeptPackets } from '../session/captures/keptPackets.ts';

const ClosedTabs = later(async () => (await import('./ClosedTabs.tsx')).ClosedTabs, {
  Waits: nothing,
});

/** Offers the packets of closed tabs, if there are any. */
export function ClosedTabsPlace() {
  return useKeptPackets(({ closed }) => closed.length > 0) && <ClosedTabs />;
}
