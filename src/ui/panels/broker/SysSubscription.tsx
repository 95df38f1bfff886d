import { Button, Strip, useText } from '#kit';
import { topicMatches } from '../../../mqtt/tables/topics.ts';
import { plainSubscription } from '../../../profiles/settings/plainSubscription.ts';
import { useConnection } from '../../session/connection/connections.ts';

const FILTER = '$SYS/#';
/** Topic that every such subscription receives. */
const ANY = '$SYS/broker/version';

interface SysSubscriptionProps {
  readonly connectionId: string;
  readonly isEmpty: boolean;
}

/** Subscription to `$SYS`, with its result. */
export function SysSubscription({ connectionId, isEmpty }: SysSubscriptionProps) {
  const t = useText().broker.board;
  const connection = useConnection(connectionId, 'subscriptions', 'state', 'handle');
  if (connection?.state.kind !== 'connected') {
    return isEmpty ? null : <Strip tone="info" title={t.notConnected} />;
  }
  const status = connection.subscriptions.find(
    ({ subscription: { filter } }) => filter.startsWith('$SYS') || topicMatches(filter, ANY),
  );
  const state = status?.state.kind;
  if (state === 'granted' || state === 'requested') {
    return isEmpty ? <Strip tone="info" title={t.waiting} /> : null;
  }
  const subscribe = () =>
    connection.handle.send({ kind: 'subscribe', subscription: plainSubscription(FILTER, 0) });
  const isRefused = state === 'refused' || state === 'held';
  return (
    <Strip tone={isRefused ? 'warn' : 'info'} title={isRefused ? t.refused : t.notSubscribed}>
      <p className="pb-1 text-fg-2">{isRefused ? t.refusedText : t.notSubscribedText}</p>
      <Button onClick={subscribe}>{t.subscribe}</Button>
    </Strip>
  );
}
