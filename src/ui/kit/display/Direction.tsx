import type { Direction } from '../../../engine/log/columns/direction.ts';
import { useFirstText } from '../language/firstText.ts';
import { classes } from '../page/classes.ts';

interface DirectionMarkProps {
  readonly direction: Direction;
  /** Shown instead of the plain word. */
  readonly text?: string;
  /** The word is for screen readers only. */
  readonly isShort?: boolean;
}

/** Arrow and word, in the direction's colour. */
export function DirectionMark({ direction, text, isShort = false }: DirectionMarkProps) {
  const t = useFirstText().kit;
  const incoming = direction === 'in';
  return (
    <span
      className={classes(
        'inline-flex items-center gap-[5px] font-sans text-base',
        incoming ? 'text-dir-in' : 'text-dir-out',
      )}
    >
      <svg width="9" height="9" viewBox="0 0 9 9" aria-hidden="true">
        <path d={incoming ? 'M1 2h7L4.5 8z' : 'M1 7h7L4.5 1z'} fill="currentColor" />
      </svg>
      <span className={isShort ? 'sr-only' : undefined}>{text ?? (incoming ? t.in : t.out)}</span>
    </span>
  );
}
