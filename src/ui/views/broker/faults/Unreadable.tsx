import { useText } from '../../../kit/language/useText.ts';
import { Strip } from '../../../kit/Strip.tsx';
import { useRules } from './rules.ts';

/** Says so where no rule can do anything: nobody would see it otherwise. */
export function Unreadable({ connectionId }: { connectionId: string }) {
  const t = useText().badNetwork;
  const { unreadable } = useRules(connectionId);
  if (unreadable === 0) return null;
  return (
    <Strip tone="warn" title={t.unreadable(unreadable)}>
      <p>{t.unreadableText}</p>
    </Strip>
  );
}
