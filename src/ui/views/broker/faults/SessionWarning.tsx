import { Button } from '../../../kit/Button.tsx';
import { useText } from '../../../kit/language/useText.ts';
import { Strip } from '../../../kit/Strip.tsx';
import { useConnection } from '../../../session/connections.ts';
import { useClientRow, useOwnClient } from '../../../session/faults/clients.ts';
import { keepSession, whyNothingIsKept } from '../../../session/faults/keptSession.ts';
import { shownName } from '../../../session/shownName.ts';

interface SessionWarningProps {
  readonly connectionId: string;
  readonly client: string | undefined;
}

/** Says so where a lost packet could not be sent again, because the client's session does not live on. */
export function SessionWarning({ connectionId, client }: SessionWarningProps) {
  const t = useText().faults.recipes.session;
  const row = useClientRow(connectionId, client);
  const own = useOwnClient(connectionId);
  const isOwn = useConnection(connectionId, 'state')?.state.kind === 'connected' && client === own;
  const why = row && whyNothingIsKept(row);
  if (row === undefined || why === undefined) return null;
  return (
    <Strip
      tone="warn"
      title={t[why](shownName(row.client))}
      actions={
        isOwn && (
          <Button onClick={() => void keepSession(connectionId, row.client)}>{t.keep}</Button>
        )
      }
    >
      <p>{isOwn ? t.ownText : t.text}</p>
    </Strip>
  );
}
