import { Button } from '../../kit/controls/Button.tsx';
import { Strip } from '../../kit/controls/Strip.tsx';
import { useText } from '../../kit/language/useText.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { useClientRow, useOwnClientThere } from '../../session/faults/clients.ts';
import {
  keepSession,
  whyNothingIsKept,
  whyOwnIsNotKept,
} from '../../session/faults/keptSession.ts';
import { useHome } from '../../session/faults/where.ts';
import { shownName } from '../../session/shownName.ts';

interface SessionWarningProps {
  readonly connectionId: string;
  readonly client: string | undefined;
}

/** Warning that a lost packet could not be sent again, because the client's session is not kept. */
export function SessionWarning({ connectionId, client }: SessionWarningProps) {
  const t = useText().faults.recipes.session;
  const row = useClientRow(connectionId, client);
  const own = useOwnClientThere(connectionId);
  const { state, settings } = useConnection(connectionId, 'state', 'settings') ?? {};
  const isOwn = state?.kind === 'connected' && client === own;
  const isBridged = useHome(connectionId) !== undefined;
  const ofOwn = isOwn && isBridged && settings ? whyOwnIsNotKept(settings) : undefined;
  const why = row === undefined ? ofOwn : whyNothingIsKept(row);
  const name = row?.client ?? client;
  if (name === undefined || why === undefined) return null;
  return (
    <Strip
      tone="warn"
      title={t[why](shownName(name))}
      actions={
        isOwn && <Button onClick={() => void keepSession(connectionId, name)}>{t.keep}</Button>
      }
    >
      <p>{isOwn ? t.ownText : t.text}</p>
    </Strip>
  );
}
