import { Repeat } from 'lucide-react';
import { Button, EmptyState, useFirstText } from '#kit';
import { useConnection } from '../../session/connection/connections.ts';
import { useCounter } from '../../session/connection/useWindowPart.ts';
import { askToReplay } from '../../session/replay/replays.ts';

/** Notice that a capture file has no connection to publish to. */
export function NoPublishing({ connectionId }: { connectionId: string }) {
  const { captures, tapTab } = useFirstText();
  const isTap = useConnection(connectionId, 'tap')?.tap !== undefined;
  const isEmpty = useCounter(connectionId, ({ packets }) => packets === 0) ?? true;
  const { noPublishing, noPublishingHint } = isTap ? tapTab : captures;
  return (
    <EmptyState title={noPublishing} text={noPublishingHint}>
      <Button
        icon={<Repeat size={14} aria-hidden />}
        disabled={isEmpty}
        onClick={() => askToReplay(connectionId)}
      >
        {captures.replay}
      </Button>
    </EmptyState>
  );
}
