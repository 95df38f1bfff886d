import type { ReactNode } from 'react';
import { classes } from '../page/classes.ts';

const TONES = {
  fill: 'bg-raised text-fg',
  outline: 'bg-raised text-fg-2',
  ok: 'bg-ok-bg text-ok',
  warn: 'bg-warn-bg text-warn',
  err: 'bg-err-bg text-err',
} as const;

interface TagProps {
  readonly children: ReactNode;
  readonly tone?: keyof typeof TONES;
  readonly title?: string;
}

/** A small mark such as `QoS 1` or `RETAIN`. */
export function Tag({ children, tone = 'fill', title }: TagProps) {
  return (
    <span
      title={title}
      className={classes(
        'inline-flex h-4 shrink-0 items-center gap-1 rounded-sm px-1 font-sans text-xs font-medium whitespace-nowrap',
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
