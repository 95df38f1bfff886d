import { Square } from 'lucide-react';
import { Button } from '../../kit/Button.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { useConnection } from '../../session/connections.ts';

/** A button for each running repeat. */
export function StopButtons({ connectionId }: { connectionId: string }) {
  const t = useFirstText().publish;
  const connection = useConnection(connectionId, 'handle', 'sent');
  const running = connection?.sent.filter((entry) => !entry.done) ?? [];
  return running.map((entry) => (
    <Button
      key={entry.id}
      look="danger"
      icon={<Square size={12} aria-hidden />}
      title={t.stopRepeat(entry.message.topic)}
      onClick={() => connection?.handle.send({ kind: 'stop-repeating', id: entry.id })}
    >
      {t.stop}
    </Button>
  ));
}
