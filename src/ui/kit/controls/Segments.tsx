import { useId } from 'react';
import { classes } from '../page/classes.ts';

interface SegmentsProps<T extends string | number> {
  /** Accessible name of the group. */
  readonly label: string;
  readonly value: T;
  readonly options: readonly {
    readonly value: T;
    /** The radio's accessible name, also shown unless `caption` is given. */
    readonly label: string;
    readonly caption?: string;
    readonly disabled?: boolean;
    readonly title?: string;
  }[];
  readonly onChange: (value: T) => void;
  /** Called after a choice by pointer, which may move the focus. By key, further choices follow. */
  readonly onPointed?: (value: T) => void;
  /** Keys that change it, shown in the tooltip. */
  readonly keys?: string | undefined;
  /** Id of the element that says more about it. */
  readonly describedBy?: string | undefined;
}

/** Single choice as a row of segments: a radio group. */
export function Segments<T extends string | number>(props: SegmentsProps<T>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={props.label}
      aria-describedby={props.describedBy}
      title={props.keys === undefined ? undefined : `${props.label} (${props.keys})`}
      className="inline-flex h-(--h-ctl) shrink-0 rounded-md bg-raised p-0.5 max-[899.98px]:p-px has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
    >
      {props.options.map((option) => (
        <span
          key={option.value}
          title={option.title}
          className={classes(
            'relative flex items-center justify-center rounded-sm px-(--segment-pad,10px) whitespace-nowrap max-md:min-w-[40px]',
            option.value === props.value
              ? 'bg-sel font-semibold text-fg shadow-[inset_0_-2px_var(--accent)]'
              : 'text-fg-2',
            option.disabled === true && 'text-fg-3',
          )}
        >
          <span aria-hidden="true">{option.caption ?? option.label}</span>
          <input
            type="radio"
            className="overlay-control"
            name={name}
            aria-label={option.label}
            checked={option.value === props.value}
            disabled={option.disabled}
            onChange={() => props.onChange(option.value)}
            onClick={({ detail }) => {
              if (detail > 0) props.onPointed?.(option.value);
            }}
          />
        </span>
      ))}
    </div>
  );
}
