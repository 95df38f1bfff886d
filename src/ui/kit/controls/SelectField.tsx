import { type ReactNode, useId } from 'react';
import { classes } from '../page/classes.ts';
import { described, descriptionId, Field } from './Field.tsx';

interface SelectFieldProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
  readonly hint?: ReactNode;
  readonly warnings?: readonly string[] | undefined;
  /** The label is for assistive technology only. */
  readonly labelHidden?: boolean;
  /** At the right of the label. */
  readonly aside?: ReactNode;
  readonly disabled?: boolean;
  readonly mono?: boolean;
  readonly className?: string;
}

/** A native select: works everywhere and injects no style sheet. */
export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const id = useId();
  const select = (
    <select
      id={id}
      aria-label={props.labelHidden === true ? props.label : undefined}
      aria-describedby={described(props) ? descriptionId(id) : undefined}
      className={classes(
        'h-(--h-ctl) w-full min-w-0 rounded-md border border-ctl bg-well pr-6 pl-2 text-base text-ellipsis',
        props.mono === true && 'font-mono',
      )}
      disabled={props.disabled}
      value={props.value}
      onChange={(event) => {
        const chosen = props.options.find((option) => option.value === event.target.value);
        if (chosen !== undefined) {
          props.onChange(chosen.value);
        }
      }}
    >
      {props.options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
  if (props.labelHidden === true) {
    return <div className={props.className}>{select}</div>;
  }
  return (
    <Field
      id={id}
      label={props.label}
      hint={props.hint}
      warnings={props.warnings}
      aside={props.aside}
      className={props.className}
    >
      {select}
    </Field>
  );
}
