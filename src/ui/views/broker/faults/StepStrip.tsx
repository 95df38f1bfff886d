import { later } from '../../../kit/later.tsx';
import { NARROW, useMedia } from '../../../kit/useMedia.ts';
import { useBrokerPlace } from '../../../session/broker/place.ts';
import { type FaultsPart, useFaultsPlace } from '../../../session/faults/place.ts';
import { useStepTab } from '../../../session/faults/steps.ts';
import { useView } from '../../../session/tabView.ts';

const WhatStops = later(async () => (await import('./WhatStops.tsx')).WhatStops);
const WhatWaits = later(async () => (await import('./WhatWaits.tsx')).WhatWaits);

/** Above every other view while packets wait for the person: nothing else would say why nothing moves. */
export function StepStrip({ connectionId }: { connectionId: string }) {
  const tab = useStepTab(connectionId);
  const { breaks } = useFaultsPlace(connectionId);
  const front = usePartInFront(connectionId);
  return (
    <>
      {tab !== undefined && front !== 'step' && <WhatWaits tab={tab} />}
      {breaks && front !== 'breakpoints' && <WhatStops connectionId={connectionId} />}
    </>
  );
}

/** The part of the pane that says it all by itself. */
function usePartInFront(connectionId: string): FaultsPart | undefined {
  const { centre, narrow } = useView(connectionId);
  const { part: ofBroker } = useBrokerPlace(connectionId);
  const { part } = useFaultsPlace(connectionId);
  const isNarrow = useMedia(NARROW);
  return (isNarrow ? narrow : centre) === 'broker' && ofBroker === 'faults' ? part : undefined;
}
