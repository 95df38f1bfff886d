import { useCounters } from '../state/useWindowPart.ts';
import { useText } from '../text/useText.ts';

export function HandshakesView({ connectionId }: { connectionId: string }) {
  const t = useText().shell;
  const counters = useCounters(connectionId);
  return (
    <div role="grid" aria-label={t.handshakes}>
      {counters?.packets}
    </div>
  );
}
