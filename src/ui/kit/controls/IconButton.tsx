import type { MouseEvent, ReactNode } from 'react';
import { classes } from '../page/classes.ts';

interface IconButtonProps {
  /** The accessible name, and the tooltip. */
  readonly label: string;
  readonly children: ReactNode;
  readonly onClick: (event: MouseEvent) => void;
  /** Shown in the tooltip after the name. */
  readonly keys?: string;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly disabled?: boolean;
  readonly bordered?: boolean;
  readonly small?: boolean;
  /** Name of the focus target that it puts into the page. */
  readonly opens?: string;
  readonly className?: string;
}

/** A button that is only an icon. */
export function IconButton(props: IconButtonProps) {
  const { label, keys, pressed } = props;
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      aria-expanded={props.expanded}
      title={keys === undefined ? label : `${label} (${keys})`}
      disabled={props.disabled}
      data-opens={props.opens}
      onClick={props.onClick}
      className={classes(
        'inline-grid shrink-0 place-items-center rounded-md disabled:cursor-not-allowed disabled:opacity-50',
        props.small === true ? 'size-(--h-small)' : 'size-(--h-ctl)',
        pressed === true
          ? 'bg-sel text-fg'
          : classes(
              props.bordered === true
                ? 'bg-raised hover:brightness-(--hovered)'
                : 'hover:bg-raised',
              'text-fg-2 hover:text-fg',
            ),
        props.className,
      )}
    >
      {props.children}
    </button>
  );
}
