/** The exchange of a recipe's last test message. */
import type { RecipeId } from '../../../broker/recipes/recipe.ts';
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { useConnection } from '../../session/connections.ts';
import { useFaultsPlace } from '../../session/faults/place.ts';
import { packetOf } from '../../session/publish/outcomeWords.ts';
import { useWindowPart } from '../../session/useWindowPart.ts';

export function useTestExchange(
  connectionId: string,
  recipe: RecipeId,
): ExchangeDetail | undefined {
  const id = useFaultsPlace(connectionId).tests[recipe];
  const sent = useConnection(connectionId, 'sent')?.sent;
  const outcome = id === undefined ? undefined : sent?.find((entry) => entry.id === id)?.outcome;
  const packet = outcome && packetOf(outcome);
  const wanted = packet === undefined ? undefined : { packet };
  const detail = useWindowPart(connectionId, 'exchange', wanted) ?? undefined;
  // The answer may belong to an earlier request.
  return detail?.steps.some((step) => step.packet === packet) === true ? detail : undefined;
}
