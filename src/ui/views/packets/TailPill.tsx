import { ArrowDownToLine } from 'lucide-react';
import { Keys } from '../../kit/Button.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';

/** What came while the list held still, and the way there. */
export function TailPill({ count, onJump }: { count: number; onJump: () => void }) {
  const t = useFirstText().packets;
  return (
    <button
      type="button"
      onClick={onJump}
      className="absolute bottom-2 left-1/2 flex h-7 -translate-x-1/2 max-md:h-10 items-center gap-2 rounded-full border border-accent bg-pop px-3 shadow-pop"
    >
      <ArrowDownToLine size={12} aria-hidden />
      <span>
        <b className="font-semibold">{t.fresh(count)}</b> · {t.jump}
      </span>
      <Keys>End</Keys>
    </button>
  );
}
