import { ArrowDownToLine } from 'lucide-react';
import { classes, Keys, useFirstText } from '#kit';

interface TailPillProps {
  readonly count: number;
  /** At the list's end it would lie over the selected row. */
  readonly isAtHead: boolean;
  readonly onJump: () => void;
}

/**
 * Button for the packets that arrived while the list was held, over the end of the list. A list of a row or two has no
 * room for it; *Follow* in the tool bar does the same.
 */
export function TailPill({ count, isAtHead, onJump }: TailPillProps) {
  const t = useFirstText().packets;
  return (
    <div className="pointer-events-none absolute inset-0 z-10 [container-type:size]">
      <button
        type="button"
        onClick={onJump}
        className={classes(
          'pointer-events-auto absolute left-1/2 flex -translate-x-1/2 items-center gap-2 rounded-full border border-accent bg-pop px-3 whitespace-nowrap shadow-pop max-md:h-10',
          // Narrow windows have high rows.
          '[@container(height<5.5rem)]:hidden max-md:[@container(height<11rem)]:hidden',
          isAtHead ? 'top-7 not-max-md:h-6 max-[899.98px]:top-11' : 'bottom-2 not-max-md:h-7',
        )}
      >
        <ArrowDownToLine size={12} aria-hidden />
        <span>
          <b className="font-semibold">{t.fresh(count)}</b> · {t.jump}
        </span>
        <Keys>End</Keys>
      </button>
    </div>
  );
}
