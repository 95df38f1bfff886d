import { later } from '#kit';
import { useFilter } from '../../../session/filter/filters.ts';

const FilterState = later(async () => (await import('./FilterState.tsx')).FilterState);

/** Strip below the box while there is a filter. */
export function FilterStrip({ connectionId }: { connectionId: string }) {
  const { text, applied } = useFilter(connectionId);
  if (text.trim() === '' && applied === '') return null;
  return <FilterState connectionId={connectionId} />;
}
