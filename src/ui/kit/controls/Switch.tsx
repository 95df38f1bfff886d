import { classes } from '../page/classes.ts';

interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly title?: string;
  /** Keys that change it, shown in the tooltip. */
  readonly keys?: string;
  /** The label is for assistive technology only. */
  readonly labelHidden?: boolean;
  /** Id of the element that says more about it. */
  readonly describedBy?: string | undefined;
}

/** On or off, with immediate effect. The label is part of the control. */
export function Switch(props: SwitchProps) {
  const { label, checked, onChange, disabled, title, keys, describedBy } = props;
  return (
    <span
      title={keys === undefined ? title : `${title ?? label} (${keys})`}
      className={classes(
        'relative inline-flex min-h-(--h-small) items-center gap-2 rounded-md has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
        disabled === true && 'text-fg-3',
      )}
    >
      <span
        aria-hidden="true"
        className={classes(
          'relative h-4 w-7 shrink-0 rounded-full border',
          checked ? 'border-accent-fill bg-accent-fill' : 'border-ctl',
        )}
      >
        <span
          className={classes(
            'absolute top-0.5 size-2.5 rounded-full',
            checked ? 'left-3.5 bg-white' : 'left-0.5 bg-fg-3',
          )}
        />
      </span>
      {props.labelHidden !== true && <span aria-hidden="true">{label}</span>}
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        className="overlay-control"
        aria-label={label}
        aria-describedby={describedBy}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
    </span>
  );
}
