import { type ReactNode, useId } from 'react';
import { classes } from '../page/classes.ts';

interface ChipsProps<T extends string> {
  /** Accessible name of the group. */
  readonly label: string;
  readonly value: T;
  readonly options: readonly {
    readonly value: T;
    /** The radio's accessible name. */
    readonly label: string;
    readonly icon?: ReactNode;
    /** Drawn beside the name, not part of it. */
    readonly count?: string;
  }[];
  readonly onChange: (value: T) => void;
}

/** Single choice with more options than a row of segments can hold. Wraps onto several lines. */
export function Chips<T extends string>({ label, value, options, onChange }: ChipsProps<T>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className="flex flex-wrap gap-1">
      {options.map((option) => {
        const chosen = option.value === value;
        return (
          <span
            key={option.value}
            className={classes(
              'relative inline-flex h-6 max-md:h-(--h-ctl) max-md:min-w-(--h-ctl) items-center justify-center gap-1 rounded-md border px-1.5 whitespace-nowrap has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
              chosen
                ? 'border-accent bg-sel font-semibold text-fg'
                : 'border-line text-fg-2 hover:bg-hover',
            )}
          >
            <span aria-hidden="true" className="inline-flex items-center gap-1">
              {option.icon}
              {option.label}
              {option.count !== undefined && (
                <span className="font-mono font-normal text-fg-2">{option.count}</span>
              )}
            </span>
            <input
              type="radio"
              className="overlay-control"
              name={name}
              aria-label={option.label}
              checked={chosen}
              onChange={() => onChange(option.value)}
            />
          </span>
        );
      })}
    </div>
  );
}
