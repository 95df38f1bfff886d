import { Repeat } from 'lucide-react';
import { Button, IconButton, useText } from '#kit';
import { useCounter } from '../../session/connection/useWindowPart.ts';
import { askToReplay } from '../../session/replay/replays.ts';

interface ReplayButtonProps {
  readonly connectionId: string;
  /** Icon only. */
  readonly compact: boolean;
}

/** Replays a file on a connection chosen by the user. */
export function ReplayButton({ connectionId, compact }: ReplayButtonProps) {
  const { replay } = useText().captures;
  const icon = <Repeat size={14} aria-hidden />;
  const isEmpty = useCounter(connectionId, ({ packets }) => packets === 0) ?? true;
  const run = () => askToReplay(connectionId);
  return compact ? (
    <IconButton label={replay} disabled={isEmpty} onClick={run}>
      {icon}
    </IconButton>
  ) : (
    <Button look="quiet" icon={icon} className="h-(--h-small)" disabled={isEmpty} onClick={run}>
      {replay}
    </Button>
  );
}
