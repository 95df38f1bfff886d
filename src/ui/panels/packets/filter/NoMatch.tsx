import { later } from '#kit';
import { useCounter } from '../../../session/connection/useWindowPart.ts';
import { useFilter } from '../../../session/filter/filters.ts';

const TermCounts = later(async () => (await import('./TermCounts.tsx')).TermCounts);

/** Message over the list when the filter has finished without matches. */
export function NoMatch({ connectionId }: { connectionId: string }) {
  const { applied } = useFilter(connectionId);
  const progress = useCounter(connectionId, ({ filter }) => filter);
  const isEmpty = progress?.text === applied && progress.done && progress.shown === 0;
  if (!isEmpty || applied === '') return null;
  return <TermCounts connectionId={connectionId} applied={applied} />;
}
