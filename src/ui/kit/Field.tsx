import type { ReactNode } from 'react';
import { classes } from './classes.ts';

/** The box of a text input; shared by all that look like one. */
export function boxClasses(invalid: boolean): string {
  return classes(
    'flex h-(--h-ctl) min-w-0 items-center gap-2 rounded-md border bg-well px-2 text-base focus-within:border-accent focus-within:shadow-[0_0_0_1px_var(--accent)]',
    invalid ? 'border-err' : 'border-ctl',
  );
}

export const INPUT_CLASSES = 'h-full w-full min-w-0 flex-1 bg-transparent outline-none';

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly children: ReactNode;
  /** Below the control: what it means. */
  readonly hint?: ReactNode;
  /** Below the control: what is wrong and what to do. */
  readonly error?: string | undefined;
  /** At the right of the label. */
  readonly aside?: ReactNode;
  readonly className?: string | undefined;
}

/** Id of the element that describes the control `id`. */
export function descriptionId(id: string): string {
  return `${id}-description`;
}

/** Label, control and what is said about it. */
export function Field({ id, label, children, hint, error, aside, className }: FieldProps) {
  return (
    <div className={classes('min-w-0', className)}>
      <div className="mb-1 flex items-center gap-1 text-xs text-fg-2">
        <label htmlFor={id}>{label}</label>
        {aside !== undefined && <span className="ml-auto flex items-center gap-1">{aside}</span>}
      </div>
      {children}
      {(error !== undefined || hint !== undefined) && (
        <div
          id={descriptionId(id)}
          className={classes('mt-1 text-xs', error === undefined ? 'text-fg-2' : 'text-err')}
        >
          {error ?? hint}
        </div>
      )}
    </div>
  );
}
