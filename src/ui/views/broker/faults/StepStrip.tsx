import { later } from '../../../kit/later.tsx';
import { NARROW, useMedia } from '../../../kit/useMedia.ts';
import { useBrokerPlace } from '../../../session/broker/place.ts';
import { useFaultsPlace } from '../../../session/faults/place.ts';
import { useStepTab } from '../../../session/faults/steps.ts';
import { useView } from '../../../session/tabView.ts';

const WhatWaits = later(async () => (await import('./WhatWaits.tsx')).WhatWaits);

/** Above every other view while packets wait for the person: nothing else would say why nothing moves. */
export function StepStrip({ connectionId }: { connectionId: string }) {
  const tab = useStepTab(connectionId);
  const isInFront = useIsInFront(connectionId);
  return tab === undefined || isInFront ? null : <WhatWaits tab={tab} />;
}

/** Whether the pane itself says it all. */
function useIsInFront(connectionId: string): boolean {
  const { centre, narrow } = useView(connectionId);
  const { part: ofBroker } = useBrokerPlace(connectionId);
  const { part } = useFaultsPlace(connectionId);
  const isNarrow = useMedia(NARROW);
  return (isNarrow ? narrow : centre) === 'broker' && ofBroker === 'faults' && part === 'step';
}
