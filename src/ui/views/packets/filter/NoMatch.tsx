import { later } from '../../../kit/later.tsx';
import { useFilter } from '../../../session/filter/filters.ts';
import { useCounters } from '../../../session/useWindowPart.ts';

const TermCounts = later(async () => (await import('./TermCounts.tsx')).TermCounts);

/** Over the list, when the filter has looked at all packets and let none through. */
export function NoMatch({ connectionId }: { connectionId: string }) {
  const { applied } = useFilter(connectionId);
  const progress = useCounters(connectionId)?.filter;
  const isEmpty = progress?.text === applied && progress.done && progress.shown === 0;
  if (!isEmpty || applied === '') return null;
  return <TermCounts connectionId={connectionId} applied={applied} />;
}
