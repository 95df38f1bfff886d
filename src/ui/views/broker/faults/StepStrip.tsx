import { later } from '../../../kit/later.tsx';
import { useFaultsPlace } from '../../../session/faults/place.ts';
import { useStepTab } from '../../../session/faults/steps.ts';

const WaitStrips = later(async () => (await import('./WaitStrips.tsx')).WaitStrips);

/** Above every other view while packets wait for the person: nothing else would say why nothing moves. */
export function StepStrip({ connectionId }: { connectionId: string }) {
  const tab = useStepTab(connectionId);
  const { breaks } = useFaultsPlace(connectionId);
  return tab === undefined && !breaks ? null : (
    <WaitStrips connectionId={connectionId} stepTab={tab} />
  );
}
