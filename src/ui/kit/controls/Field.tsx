import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from '../page/classes.ts';
import { isSlowToDraw } from './fieldLimits.ts';

/** Box of a text input, shared by all controls that look like one. */
export function boxClasses(invalid: boolean): string {
  return classes(
    'flex h-(--h-ctl) min-w-0 items-center gap-2 rounded-md border bg-well px-2 text-base focus-within:border-accent focus-within:shadow-[0_0_0_1px_var(--accent)]',
    invalid ? 'border-err' : 'border-ctl',
  );
}

/** Hints that are too long for the field end with `…`. */
export const INPUT_CLASSES =
  'h-full w-full min-w-0 flex-1 bg-transparent text-ellipsis outline-none';

/** Classes of an input with this value. */
export const inputClasses = (value: string): string =>
  isSlowToDraw(value) ? `${INPUT_CLASSES} [unicode-bidi:bidi-override]` : INPUT_CLASSES;

interface FieldProps {
  readonly id: string;
  readonly label: string;
  /** The label is for assistive technology only. */
  readonly hidesLabel?: boolean | undefined;
  readonly children: ReactNode;
  /** Meaning of the value, shown below the control. */
  readonly hint?: ReactNode;
  /** The error and its fix, shown below the control. */
  readonly error?: string | undefined;
  /** Possible mistakes, shown below the control; nothing is rejected because of them. */
  readonly warnings?: readonly string[] | undefined;
  /** A button below the error that fixes it. */
  readonly remedy?: ReactNode;
  /** At the right of the label. */
  readonly aside?: ReactNode;
  readonly className?: string | undefined;
}

/** Id of the element that describes the control `id`. */
export function descriptionId(id: string): string {
  return `${id}-description`;
}

/** True if there are texts below the control. */
export function described({ error, hint, warnings = [] }: Partial<FieldProps>): boolean {
  return error !== undefined || hint !== undefined || warnings.length > 0;
}

/** A control with its label, hint, warnings and error. */
export function Field(props: FieldProps) {
  const { id, label, children, hint, error, aside, className, remedy } = props;
  return (
    <div className={classes('min-w-0', className)}>
      <div
        className={
          props.hidesLabel === true ? 'sr-only' : 'mb-1 flex items-center gap-1 text-xs text-fg-2'
        }
      >
        <label htmlFor={id}>{label}</label>
        {aside !== undefined && <span className="ml-auto flex items-center gap-1">{aside}</span>}
      </div>
      {children}
      {described(props) && (
        <div
          id={descriptionId(id)}
          className={classes('mt-1 text-xs', error === undefined ? 'text-fg-2' : 'text-err')}
        >
          {error ?? (
            <>
              <Warnings texts={props.warnings} />
              {hint}
            </>
          )}
        </div>
      )}
      {remedy}
    </div>
  );
}

/** Warnings about values that the server may reject, shown next to the field. */
export function Warnings({ texts = [] }: { texts?: readonly string[] | undefined }) {
  return texts.map((text) => (
    <span key={text} className="flex gap-1 text-xs text-warn">
      <TriangleAlert size={12} aria-hidden className="mt-0.5 shrink-0" />
      <span className="min-w-0 break-words">{text}</span>
    </span>
  ));
}
