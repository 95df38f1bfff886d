import { Plug, Unplug } from 'lucide-react';
import { Button, IconButton, later, nothing, useFirstText } from '#kit';
import { disconnect, reconnect } from '../../session/captures/leave.ts';
import { useConnection } from '../../session/connection/connections.ts';

const ReplayButton = later(async () => (await import('../replay/ReplayButton.tsx')).ReplayButton, {
  Waits: nothing,
});

interface ConnectionButtonsProps {
  readonly connectionId: string;
  /** Icons only. */
  readonly compact?: boolean;
}

/** Buttons that disconnect or reconnect next to the capture. For a file, replays it. */
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
  if (connection === undefined || connection.settings === undefined) {
    return null;
  }
  const closed = connection.state.kind === 'closed';
  const name = closed ? t.connect : t.disconnect;
  const run = () => (closed ? reconnect(connectionId) : disconnect(connectionId));
  const icon = closed ? <Plug size={14} aria-hidden /> : <Unplug size={14} aria-hidden />;
  return (
    <div className="ml-auto flex items-center px-1">
      {compact === true ? (
        <IconButton label={name} onClick={run}>
          {icon}
        </IconButton>
      ) : (
        <Button
          look={closed ? 'primary' : 'quiet'}
          icon={icon}
          className="h-(--h-small)"
          onClick={run}
        >
          {name}
        </Button>
      )}
    </div>
  );
}
