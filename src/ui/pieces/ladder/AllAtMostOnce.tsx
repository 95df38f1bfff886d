import { Button, useText } from '#kit';
import { useConnection } from '../../session/connection/connections.ts';
import { isAllAtMostOnce, subscribeAgain } from '../../session/connection/subscribeAgain.ts';
import { useCounter } from '../../session/connection/useWindowPart.ts';

/**
 * Explains why there are no exchanges of messages if all filters are subscribed with QoS 0. A low window has no room for
 * it beside lists.
 */
export function AllAtMostOnce({ connectionId }: { connectionId: string }) {
  const { handshakes: t, failures, kit } = useText();
  const connection = useConnection(connectionId, 'state', 'subscriptions');
  const messages = useCounter(connectionId, ({ messageExchanges }) => messageExchanges);
  if (connection?.state.kind !== 'connected' || messages !== 0) return null;
  if (!isAllAtMostOnce(connection.subscriptions)) return null;
  const { maximumQoS } = connection.state;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5 [@media(max-height:599px)]:hidden">
      <p className="min-w-0 flex-1 basis-60 text-fg-2">
        {t.allAtMostOnce}
        {kit.gap}
        {maximumQoS === 0 ? t.onlyAtMostOnce : t.higherQoSCosts(maximumQoS)}
      </p>
      {maximumQoS > 0 && (
        <Button onClick={() => subscribeAgain(connectionId, maximumQoS)}>
          {failures.subscribeWith(maximumQoS)}
        </Button>
      )}
    </div>
  );
}
