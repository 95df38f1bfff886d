import { plainSubscription } from '../../profiles/settings/plainSubscription.ts';
import { Button } from '../kit/Button.tsx';
import { useText } from '../kit/language/useText.ts';
import { reconnect } from '../session/captures/leave.ts';
import { useConnection } from '../session/connections.ts';
import { focusInPane } from '../session/focusInPane.ts';
import { isReadOnly } from '../session/readOnly.ts';

/** With the QoS that no broker refuses. */
const EVERYTHING = plainSubscription('#', 0);

interface NextStepProps {
  readonly connectionId: string;
  /** What alone fills the list; else a subscription first, and then a message. */
  readonly by?: 'connection' | 'subscription' | 'message';
}

/** Where nothing was recorded yet: what brings packets next. Of a file nothing does. */
export function NextStep({ connectionId: id, by }: NextStepProps) {
  const t = useText().emptyStates.next;
  const connection = useConnection(
    id,
    'file',
    'handle',
    'settings',
    'state',
    'subscriptions',
    'tap',
  );
  if (connection === undefined || connection.file !== undefined || connection.tap !== undefined)
    return null;
  const { handle, settings, state, subscriptions } = connection;
  if (state.kind === 'closed')
    return settings && <Button onClick={() => reconnect(id)}>{t.connect}</Button>;
  if (state.kind !== 'connected' || by === 'connection') return null;
  const isSubscribed = subscriptions.some((one) => one.state.kind === 'granted');
  if (by === 'subscription' || (by === undefined && !isSubscribed))
    return (
      <>
        <Button keys="S" onClick={() => focusInPane(id, 'topics', 'topic-filter')}>
          {t.subscribe}
        </Button>
        {/* A device of the platform is not allowed that. */}
        {settings?.signIn.kind !== 'alibaba' && (
          <Button onClick={() => handle.send({ kind: 'subscribe', subscription: EVERYTHING })}>
            {t.subscribeAll}
          </Button>
        )}
      </>
    );
  return (
    !isReadOnly(id) && (
      <Button onClick={() => focusInPane(id, 'publish', 'publish-topic')}>{t.publish}</Button>
    )
  );
}
