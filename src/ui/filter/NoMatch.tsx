import { Button } from '../kit/Button.tsx';
import { EmptyState } from '../kit/EmptyState.tsx';
import { useCounters } from '../state/useWindowPart.ts';
import { useText } from '../text/useText.ts';
import { clearFilter, useFilter } from './filters.ts';

/** Over the list, when the filter has looked at all packets and let none through. */
export function NoMatch({ connectionId }: { connectionId: string }) {
  const t = useText().filter.noMatch;
  const { applied } = useFilter(connectionId);
  const progress = useCounters(connectionId)?.filter;
  const isEmpty = progress?.text === applied && progress.done && progress.shown === 0;
  if (!isEmpty || applied === '') return null;
  return (
    <div className="absolute inset-x-0 top-1/4">
      <EmptyState title={t.title} text={t.text}>
        <Button onClick={() => clearFilter(connectionId)}>{t.clear}</Button>
      </EmptyState>
    </div>
  );
}
