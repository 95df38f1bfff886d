/** Exchanges of the Lab's own messages. */
import type { RecipeId } from '../../../broker/recipes/recipe.ts';
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { useFaultsPlace } from '../../session/faults/place.ts';
import { packetOf } from '../../session/publish/outcomeWords.ts';

/** The exchange of a recipe's last test message. */
export function useTestExchange(
  connectionId: string,
  recipe: RecipeId,
): ExchangeDetail | undefined {
  const id = useFaultsPlace(connectionId).tests[recipe];
  const sent = useConnection(connectionId, 'sent')?.sent;
  const outcome = id === undefined ? undefined : sent?.find((entry) => entry.id === id)?.outcome;
  return useExchangeAt(connectionId, outcome && packetOf(outcome));
}

/** The exchange of the newest message with an acknowledgement. @param isWanted false: none */
export function useNewestExchange(
  connectionId: string,
  isWanted: boolean,
): ExchangeDetail | undefined {
  const sent = useConnection(connectionId, 'sent')?.sent;
  const outcome = sent?.find(({ message }) => message.qos > 0)?.outcome;
  return useExchangeAt(connectionId, isWanted && outcome ? packetOf(outcome) : undefined);
}

function useExchangeAt(
  connectionId: string,
  packet: number | undefined,
): ExchangeDetail | undefined {
  const wanted = packet === undefined ? undefined : { packet };
  const detail = useWindowPart(connectionId, 'exchange', wanted) ?? undefined;
  // The answer may belong to an earlier request.
  return detail?.steps.some((step) => step.packet === packet) === true ? detail : undefined;
}
