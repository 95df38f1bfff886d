import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { Diagram } from '../../pieces/ladder/Diagram.tsx';
import { StepList } from '../../pieces/ladder/StepList.tsx';
import { useLadderDrawing } from '../../pieces/ladder/useLadderDrawing.ts';
import { showPacketOfExchange } from '../../session/handshakes/actions.ts';

interface LiveLadderProps {
  readonly connectionId: string;
  readonly detail: ExchangeDetail;
}

/** The ladder of an exchange, drawn as its packets pass. */
export function LiveLadder({ connectionId, detail }: LiveLadderProps) {
  const drawing = { ...useLadderDrawing(connectionId, detail), selected: undefined };
  return (
    <>
      <Diagram {...drawing} onPacket={(packet) => showPacketOfExchange(connectionId, packet)} />
      <StepList connectionId={connectionId} {...drawing} />
    </>
  );
}
