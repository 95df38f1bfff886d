import { NARROW, useMedia } from '../../kit/page/useMedia.ts';
import { type FaultsPart, useFaultsPlace } from '../../session/faults/place.ts';
import { useView } from '../../session/view/tabView.ts';
import { WhatStops } from './WhatStops.tsx';
import { WhatWaits } from './WhatWaits.tsx';

interface WaitStripsProps {
  readonly connectionId: string;
  /** The connection in which step mode was started for this one's client. */
  readonly stepTab: string | undefined;
}

/** Packets waiting in step mode and at breakpoints, unless the pane in front shows them. */
export function WaitStrips({ connectionId, stepTab }: WaitStripsProps) {
  const { breaks } = useFaultsPlace(connectionId);
  const front = usePartInFront(connectionId);
  return (
    <>
      {stepTab !== undefined && front !== 'step' && <WhatWaits tab={stepTab} />}
      {breaks && front !== 'breakpoints' && <WhatStops connectionId={connectionId} />}
    </>
  );
}

/** The part of the pane of faults that is in front. */
function usePartInFront(connectionId: string): FaultsPart | undefined {
  const { panel, front } = useView(connectionId);
  const { part } = useFaultsPlace(connectionId);
  const isNarrow = useMedia(NARROW);
  return panel === 'faults' && (!isNarrow || front === 'panel') ? part : undefined;
}
