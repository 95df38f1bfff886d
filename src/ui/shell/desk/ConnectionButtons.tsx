import { Plug } from 'lucide-react';
import { Button, IconButton, later, nothing, useFirstText } from '#kit';
import { reconnect } from '../../session/captures/leave.ts';
import { useConnection } from '../../session/connection/connections.ts';

const ReplayButton = later(async () => (await import('../replay/ReplayButton.tsx')).ReplayButton, {
  Waits: nothing,
});

interface ConnectionButtonsProps {
  readonly connectionId: string;
  /** Icons only. */
  readonly compact?: boolean;
}

/** Opens a closed connection again, next to the capture. For a file, replays it. */
export function ConnectionButtons({ connectionId, compact }: ConnectionButtonsProps) {
  const t = useFirstText().shell;
  const connection = useConnection(connectionId, 'settings', 'state');
  if (connection?.state.kind === 'file') {
    return (
      <div className="ml-auto flex items-center px-1">
        <ReplayButton connectionId={connectionId} compact={compact === true} />
      </div>
    );
  }
  if (connection?.settings === undefined || connection.state.kind !== 'closed') return null;
  const run = () => reconnect(connectionId);
  const icon = <Plug size={14} aria-hidden />;
  return (
    <div className="ml-auto flex items-center px-1">
      {compact === true ? (
        <IconButton label={t.connect} onClick={run}>
          {icon}
        </IconButton>
      ) : (
        <Button look="primary" icon={icon} className="h-(--h-small)" onClick={run}>
          {t.connect}
        </Button>
      )}
    </div>
  );
}
