import { Plug, Settings2, Unplug } from 'lucide-react';
import { Button } from '../kit/Button.tsx';
import { IconButton } from '../kit/IconButton.tsx';
import { useConnection } from '../state/connections.ts';
import { setView } from '../state/views.ts';
import { useText } from '../text/useText.ts';
import { disconnect, reconnect } from './actions.ts';

/** What one does with a connection as a whole, beside its captures. */
export function ConnectionButtons(props: { connectionId: string; compact?: boolean }) {
  const { connectionId, compact } = props;
  const t = useText().shell;
  const connection = useConnection(connectionId);
  if (connection === undefined) {
    return null;
  }
  const { state, settings } = connection;
  const edit = () => setView(connectionId, { screen: 'editor' });
  if (compact === true) {
    return (
      <div className="flex items-center px-1">
        <IconButton label={t.edit} onClick={edit}>
          <Settings2 size={14} aria-hidden />
        </IconButton>
        {state.kind !== 'closed' ? (
          <IconButton label={t.disconnect} onClick={() => disconnect(connectionId)}>
            <Unplug size={14} aria-hidden />
          </IconButton>
        ) : (
          settings !== undefined && (
            <IconButton label={t.connect} onClick={() => reconnect(connectionId)}>
              <Plug size={14} aria-hidden />
            </IconButton>
          )
        )}
      </div>
    );
  }
  return (
    <div className="ml-auto flex items-center gap-1">
      <Button
        look="quiet"
        icon={<Settings2 size={14} aria-hidden />}
        className="md:h-6"
        onClick={edit}
      >
        {t.edit}
      </Button>
      {state.kind === 'closed' ? (
        settings !== undefined && (
          <Button
            look="primary"
            icon={<Plug size={14} aria-hidden />}
            className="md:h-6"
            onClick={() => reconnect(connectionId)}
          >
            {t.connect}
          </Button>
        )
      ) : (
        <Button
          look="quiet"
          icon={<Unplug size={14} aria-hidden />}
          className="md:h-6"
          onClick={() => disconnect(connectionId)}
        >
          {t.disconnect}
        </Button>
      )}
    </div>
  );
}
