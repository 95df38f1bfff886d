import type { ClientRow } from '../../broker/control/views.ts';
import { Button } from '../kit/Button.tsx';
import { Strip } from '../kit/Strip.tsx';
import { connect, useConnection } from '../state/connections.ts';
import { useText } from '../text/useText.ts';
import { useClientRow, useOwnClient } from './clients.ts';

/** Seconds; long enough for what a person tries. */
const KEPT_FOR = 3600;

interface SessionWarningProps {
  readonly connectionId: string;
  readonly client: string | undefined;
}

/** Says so where a lost packet could not be sent again, because the client's session does not live on. */
export function SessionWarning({ connectionId, client }: SessionWarningProps) {
  const t = useText().faults.recipes.session;
  const row = useClientRow(connectionId, client);
  const own = useOwnClient(connectionId);
  const settings = useConnection(connectionId)?.settings;
  const why = row && whyNothingIsKept(row);
  if (row === undefined || why === undefined) return null;
  const keep = (): void => {
    if (settings === undefined) return;
    const sessionExpiry = settings.sessionExpiry === 0 ? KEPT_FOR : settings.sessionExpiry;
    // A name that the broker gave is kept, since the session belongs to it.
    const clientId = settings.clientId === '' ? row.client : settings.clientId;
    connect(connectionId, { ...settings, clientId, cleanStart: false, sessionExpiry });
  };
  return (
    <Strip
      tone="warn"
      title={t[why](row.client)}
      actions={client === own && settings !== undefined && <Button onClick={keep}>{t.keep}</Button>}
    >
      <p>{t.text}</p>
    </Strip>
  );
}

function whyNothingIsKept({
  connection,
  sessionExpiry,
}: ClientRow): 'ends' | 'discarded' | undefined {
  if (sessionExpiry === 0) return 'ends';
  return connection?.cleanStart === true ? 'discarded' : undefined;
}
