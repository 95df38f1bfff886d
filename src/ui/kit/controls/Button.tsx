import type { MouseEvent, ReactNode } from 'react';
import { classes } from '../page/classes.ts';

interface ButtonProps {
  readonly children: ReactNode;
  readonly onClick?: (event: MouseEvent) => void;
  readonly look?: 'plain' | 'quiet' | 'action' | 'primary' | 'danger';
  /** A toggle: also announced as pressed or not. */
  readonly pressed?: boolean;
  /** True if the popup that it opens is shown. */
  readonly expanded?: boolean;
  readonly disabled?: boolean;
  /** Keeps the focus while disabled, because pressing the button disabled it. */
  readonly keepsFocus?: boolean;
  readonly type?: 'button' | 'submit';
  readonly icon?: ReactNode;
  /** Shortcut, drawn only; not part of the name. */
  readonly keys?: string;
  readonly title?: string;
  /** Accessible name, needed when the visible text is too short. */
  readonly label?: string;
  /** Id of the element that says more about it. */
  readonly describedBy?: string;
  /** Name for moving the focus to this button. */
  readonly focusName?: string;
  readonly className?: string;
}

const LOOKS = {
  plain: 'border-transparent bg-raised font-medium text-fg hover:brightness-(--hovered)',
  quiet: 'border-transparent text-fg-2 hover:bg-raised hover:text-fg',
  /** Text without a box, between other text: only its colour marks it as a button. */
  action: 'border-transparent text-accent hover:bg-raised',
  primary:
    'border-accent-fill bg-accent-fill font-semibold text-on-accent hover:brightness-(--hovered)',
  danger: 'border-transparent bg-raised font-medium text-err hover:bg-err-bg',
} as const;

export function Button(props: ButtonProps) {
  const { children, onClick, look = 'plain', pressed, disabled, type = 'button', icon } = props;
  const isOff = props.keepsFocus === true && disabled === true;
  return (
    <button
      type={type}
      data-focus={props.focusName}
      onClick={isOff ? (event) => event.preventDefault() : onClick}
      aria-pressed={pressed}
      aria-expanded={props.expanded}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      disabled={disabled === true && !isOff}
      aria-disabled={isOff || undefined}
      title={props.title}
      className={classes(
        'inline-flex h-(--h-ctl) min-w-(--h-link) shrink-0 items-center justify-center gap-1.5 rounded-md border px-2.5 whitespace-nowrap disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
        pressed === true ? 'border-transparent bg-sel font-medium text-fg' : LOOKS[look],
        props.className,
      )}
    >
      {icon}
      <span>{children}</span>
      {props.keys !== undefined && <Keys look={look}>{props.keys}</Keys>}
    </button>
  );
}

/** A shortcut on a button or in a menu. Not drawn on phones, and hidden from assistive technology. */
export function Keys({ children, look }: { children: string; look?: string | undefined }) {
  return (
    <kbd
      aria-hidden="true"
      className={classes(
        'rounded-[3px] border px-[5px] font-sans text-xs whitespace-nowrap max-sm:hidden',
        look === 'primary'
          ? 'border-white/30 bg-black/20 text-on-accent'
          : 'border-line bg-pane text-fg-2',
      )}
    >
      {children}
    </kbd>
  );
}
