/**
 * A count whose accessible name has a fixed form for scripts: ungrouped digits and plural. `shown` is the
 * form for people. Never announced, because it changes constantly.
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
