import { useCounters } from '../state/useWindowPart.ts';
import { useText } from '../text/useText.ts';

export function ProblemsView({ connectionId }: { connectionId: string }) {
  const t = useText().shell;
  const counters = useCounters(connectionId);
  return (
    <div role="grid" aria-label={t.problems}>
      {counters?.packets}
    </div>
  );
}
