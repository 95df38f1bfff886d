/** Option of a combobox's list. The input keeps the focus and moves through the options by key. */
import type { ComponentProps } from 'react';
import { classes } from '../page/classes.ts';

interface ComboOptionProps extends Omit<ComponentProps<'div'>, 'role' | 'onClick'> {
  readonly isActive: boolean;
  readonly onChoose: () => void;
}

export function ComboOption({ isActive, onChoose, className, ...rest }: ComboOptionProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the input has the keys
    <div
      {...rest}
      role="option"
      aria-selected={isActive}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={classes(
        'flex cursor-pointer items-center',
        className,
        isActive ? 'bg-sel' : 'hover:bg-hover',
      )}
    />
  );
}
