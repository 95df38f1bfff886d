import { useMemo } from 'react';
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { Diagram } from '../../pieces/ladder/Diagram.tsx';
import { diagramLayout } from '../../pieces/ladder/diagramLayout.ts';
import { StepList } from '../../pieces/ladder/StepList.tsx';
import { showPacketOfExchange } from '../../session/handshakes/actions.ts';
import { useNow, useOrigin } from '../../session/useWindowPart.ts';

interface LiveLadderProps {
  readonly connectionId: string;
  readonly detail: ExchangeDetail;
}

/** The ladder of an exchange, drawn as its packets pass. */
export function LiveLadder({ connectionId, detail }: LiveLadderProps) {
  const origin = useOrigin(connectionId) ?? 0;
  const now = useNow(connectionId, detail.row.state === 'open') ?? 0;
  const layout = useMemo(() => diagramLayout(detail), [detail]);
  const context = { detail, layout, origin, now, selected: undefined } as const;
  return (
    <>
      <Diagram {...context} onPacket={(packet) => showPacketOfExchange(connectionId, packet)} />
      <StepList connectionId={connectionId} {...context} />
    </>
  );
}
