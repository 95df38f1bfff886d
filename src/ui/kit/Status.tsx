/**
 * A count whose accessible name is always the same, ungrouped digits and plural, for scripts;
 * `shown` is how people read it. Never announced: it changes all the time.
 */
interface StatusProps {
  readonly text: string;
  readonly shown?: string;
  readonly className?: string;
}

export function Status({ text, shown = text, className }: StatusProps) {
  return (
    <output aria-live="off" aria-label={text} className={className}>
      {shown}
    </output>
  );
}
