import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { Explanation } from '../../pieces/ladder/Explanation.tsx';
import { Ladder } from '../../pieces/ladder/Ladder.tsx';
import { useExchangeLadder } from '../../pieces/ladder/useExchangeLadder.ts';
import { showPacketOfExchange } from '../../session/handshakes/actions.ts';

interface LiveLadderProps {
  readonly connectionId: string;
  readonly detail: ExchangeDetail;
}

/** The ladder of an exchange, drawn as its packets pass, and the exchange in words. */
export function LiveLadder({ connectionId, detail }: LiveLadderProps) {
  const ladder = useExchangeLadder(connectionId, detail);
  return (
    <>
      <Ladder {...ladder} onPacket={(packet) => showPacketOfExchange(connectionId, packet)} />
      <Explanation connectionId={connectionId} detail={detail} />
    </>
  );
}
