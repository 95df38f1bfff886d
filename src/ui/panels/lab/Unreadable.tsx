import { Strip } from '../../kit/controls/Strip.tsx';
import { useText } from '../../kit/language/useText.ts';
import { useRules } from './forms/rules.ts';

/** Warning that rules have no effect, which would otherwise stay unnoticed. */
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
