import type { ComponentProps } from 'react';
import { EmptyState, useText } from '#kit';
import { NextStep } from '../../pieces/NextStep.tsx';
import { type OpenedFile, useConnection } from '../../session/connection/connections.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';

/** States of a file that may still bring packets. */
const COMES: ReadonlySet<OpenedFile['state']['kind']> = new Set([
  'reading',
  'waiting',
  'not-opened',
]);

/** Reason for an empty list. */
export function NoPackets({ connectionId }: { connectionId: string }) {
  const t = useText().emptyStates.packets;
  const connection = useConnection(connectionId, 'ended', 'file', 'state', 'tap');
  const { ended, file, state, tap } = connection ?? {};
  // Rows arrive before the counters.
  const isListed = (useWindowPart(connectionId, 'packets', undefined)?.rows.length ?? 0) > 0;
  if (isListed) return null;
  if (ended !== undefined) return <Empty title={t.titleLost} text={t.lost} />;
  const isRead = file !== undefined && !COMES.has(file.state.kind);
  const kind = state?.kind === 'connected' || state?.kind === 'file' ? state.kind : 'closed';
  return (
    <Empty
      title={isRead ? t.titleEnded : t.title}
      text={t[tap ? 'tap' : isRead ? 'fileEnded' : kind]}
    >
      <NextStep connectionId={connectionId} />
    </Empty>
  );
}

/** Drawn over the list, because its heads stay in use. */
function Empty(props: ComponentProps<typeof EmptyState>) {
  return (
    <div className="pointer-events-none absolute inset-x-0 top-1/4 *:pointer-events-auto">
      <EmptyState {...props} />
    </div>
  );
}
