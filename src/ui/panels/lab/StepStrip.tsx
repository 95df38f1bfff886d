import { later } from '#kit';
import { useFaultsPlace } from '../../session/faults/place.ts';
import { useStepTab } from '../../session/faults/steps.ts';

const WaitStrips = later(async () => (await import('./WaitStrips.tsx')).WaitStrips);

/** Strip above every other view while packets wait for the user, to explain the standstill. */
export function StepStrip({ connectionId }: { connectionId: string }) {
  const tab = useStepTab(connectionId);
  const { breaks } = useFaultsPlace(connectionId);
  return tab === undefined && !breaks ? null : (
    <WaitStrips connectionId={connectionId} stepTab={tab} />
  );
}
