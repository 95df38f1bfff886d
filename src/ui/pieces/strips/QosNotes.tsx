import { Button, page, Strip, useText } from '#kit';
import { isOwnBroker } from '../../../profiles/addresses/host.ts';
import { change, useConnection } from '../../session/connection/connections.ts';
import { hasHigherQoS, subscribeAgain } from '../../session/connection/subscribeAgain.ts';

/** Notes about the QoS with which messages arrive. */
export function QosNotes({ connectionId: id }: { connectionId: string }) {
  const t = useText().failures;
  const connection = useConnection(
    id,
    'awaitedAcks',
    'settings',
    'state',
    'staysAtMostOnce',
    'subscriptions',
  );
  if (connection === undefined) return null;
  const { awaitedAcks: about, settings, state, staysAtMostOnce, subscriptions } = connection;
  // The own broker has no such limit.
  const isOwn = settings !== undefined && isOwnBroker(settings.url, page);
  return (
    <>
      {staysAtMostOnce === true && (
        <Strip
          tone="warn"
          title={t.atMostOnce}
          onDismiss={() => change(id, () => ({ staysAtMostOnce: false }))}
        />
      )}
      {about !== undefined && state.kind === 'connected' && !isOwn && (
        <Strip
          tone="warn"
          title={t.awaitsAcks}
          onDismiss={() => change(id, () => ({ awaitedAcks: undefined }))}
          actions={
            hasHigherQoS(subscriptions) && (
              <Button
                onClick={() => {
                  subscribeAgain(id, 0);
                  change(id, () => ({ awaitedAcks: undefined }));
                }}
              >
                {t.subscribeWith(0)}
              </Button>
            )
          }
        >
          <p>{t.awaitsAcksText(about)}</p>
        </Strip>
      )}
    </>
  );
}
