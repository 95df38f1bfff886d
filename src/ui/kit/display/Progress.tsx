import { classes } from '../page/classes.ts';

interface ProgressProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly className?: string;
}

/** Progress as a thin bar, next to words. */
export function Progress({ label, value, max, className }: ProgressProps) {
  return (
    <progress
      aria-label={label}
      max={Math.max(1, max)}
      value={Math.min(value, Math.max(1, max))}
      className={classes(
        'h-1 w-40 shrink-0 appearance-none overflow-hidden rounded-sm border-0 bg-raised [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-raised [&::-webkit-progress-value]:bg-accent',
        className,
      )}
    />
  );
}
