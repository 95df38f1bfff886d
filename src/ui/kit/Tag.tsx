import type { ReactNode } from 'react';
import { classes } from './classes.ts';

const TONES = {
  fill: 'border-raised bg-raised text-fg',
  outline: 'border-ctl text-fg-2',
  ok: 'border-current text-ok',
  warn: 'border-current text-warn',
  err: 'border-current text-err',
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
        'inline-flex h-4 shrink-0 items-center gap-1 rounded-sm border px-1 font-sans text-xs/[14px] whitespace-nowrap',
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
