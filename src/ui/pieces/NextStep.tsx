import { Button, NARROW, useMedia, useText } from '#kit';
import { plainSubscription } from '../../profiles/settings/plainSubscription.ts';
import { reconnect } from '../session/captures/leave.ts';
import { useConnection } from '../session/connection/connections.ts';
import { useRestored } from '../session/connection/restoredTabs.ts';
import { openPublish } from '../session/publish/openPublish.ts';
import { isReadOnly } from '../session/readOnly.ts';
import { focusInPane } from '../session/view/focusInPane.ts';

/** With the QoS that no broker refuses. */
const EVERYTHING = plainSubscription('#', 0);

interface NextStepProps {
  readonly connectionId: string;
  /** Action that fills the list by itself. Otherwise the step is to subscribe, then to publish. */
  readonly by?: 'connection' | 'subscription' | 'message';
}

/** Next step that brings packets, shown when nothing has been recorded. Nothing for files. */
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
  const isRestored = useRestored(id) !== undefined;
  const isNarrow = useMedia(NARROW);
  if (connection === undefined || connection.file !== undefined || connection.tap !== undefined)
    return null;
  const { handle, settings, state, subscriptions } = connection;
  if (state.kind === 'closed') {
    // A failure and a reload have their own button above the list, and a wide window has Connect in its top bar.
    if (!isNarrow || state.failure !== undefined || isRestored) return null;
    return settings && <Button onClick={() => reconnect(id)}>{t.connect}</Button>;
  }
  if (state.kind !== 'connected' || by === 'connection') return null;
  const isSubscribed = subscriptions.some((one) => one.state.kind === 'granted');
  const isRequested = subscriptions.some(({ subscription }) => subscription.filter === '#');
  if (by === 'subscription' || (by === undefined && !isSubscribed))
    return (
      <>
        <Button keys="S" onClick={() => focusInPane(id, 'topics', 'topic-filter')}>
          {t.subscribe}
        </Button>
        {/* A device of the platform is not allowed that, and a broker that refused it would refuse it again. */}
        {settings?.signIn.kind !== 'alibaba' && !isRequested && (
          <Button onClick={() => handle.send({ kind: 'subscribe', subscription: EVERYTHING })}>
            {t.subscribeAll}
          </Button>
        )}
      </>
    );
  return !isReadOnly(id) && <Button onClick={() => openPublish(id)}>{t.publish}</Button>;
}
