import { later, PaneHeader, useFirstText } from '#kit';
import { useConnection } from '../../session/connection/connections.ts';

const SentRows = later(async () => (await import('./SentRows.tsx')).SentRows);

/** Messages sent on this connection, newest first, with their outcomes. */
export function SentList({ connectionId }: { connectionId: string }) {
  const t = useFirstText().publish;
  const sent = useConnection(connectionId, 'sent')?.sent ?? [];
  return (
    <>
      <PaneHeader title={t.sent}>
        {sent.length > 0 && <span className="pr-2 text-xs text-fg-2">{t.sentHint}</span>}
      </PaneHeader>
      {sent.length === 0 ? (
        <p className="p-3 text-fg-2">{t.sentNone}</p>
      ) : (
        <SentRows connectionId={connectionId} sent={sent} />
      )}
    </>
  );
}
