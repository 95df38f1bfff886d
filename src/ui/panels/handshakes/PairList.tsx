import { EmptyState } from '../../kit/display/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import { Pairs } from '../../pieces/pairs/Pairs.tsx';
import { Toolbar } from './Toolbar.tsx';
import { usePairs } from './usePairs.ts';

/** Requests with their replies, as paired by conventions of all ecosystems. */
export function PairList({ connectionId }: { connectionId: string }) {
  const t = useText().pairs;
  const pairs = usePairs(connectionId);
  return (
    <>
      <Toolbar connectionId={connectionId} />
      <Pairs {...pairs} empty={<EmptyState title={t.empty.title} text={t.empty.text} />} />
    </>
  );
}
