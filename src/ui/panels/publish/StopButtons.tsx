import { Square } from 'lucide-react';
import { Button, useFirstText } from '#kit';
import { connectionById, useConnection } from '../../session/connection/connections.ts';
import type { SentEntry } from '../../session/connection/sent.ts';

/** Repeats that are not finished, newest first. None after the connection's worker was ended. */
export function useRunning(connectionId: string): readonly SentEntry[] {
  const { sent = [], ended } = useConnection(connectionId, 'sent', 'ended') ?? {};
  return ended === undefined ? sent.filter((entry) => !entry.done) : [];
}

export function stopRepeat(connectionId: string, { id }: SentEntry): void {
  connectionById(connectionId)?.handle.send({ kind: 'stop-repeating', id });
}

interface StopButtonsProps {
  readonly connectionId: string;
  /** The form to repeat is shown, and stops the repeats to this topic itself. */
  readonly except: string | undefined;
}

/** A button for each running repeat. */
export function StopButtons({ connectionId, except }: StopButtonsProps) {
  const t = useFirstText().publish;
  const running = useRunning(connectionId);
  const byForm = running.find(({ message }) => message.topic === except);
  return running
    .filter((entry) => entry !== byForm)
    .map((entry) => (
      <Button
        key={entry.id}
        look="danger"
        icon={<Square size={12} aria-hidden />}
        title={t.stopRepeat(entry.message.topic)}
        onClick={() => stopRepeat(connectionId, entry)}
      >
        {t.stop}
      </Button>
    ));
}
