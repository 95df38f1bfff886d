import { type ReactNode, useId } from 'react';
import { BoundedArea, classes, descriptionId, Field } from '#kit';

interface JsonFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  readonly hint?: ReactNode;
  /** Name for moving the focus to this field. */
  readonly focusName?: string;
  /** Lines that are seen at once. */
  readonly rows?: number;
}

/** Labelled multi-line JSON. */
export function JsonField(props: JsonFieldProps) {
  const { label, value, onChange, error, hint, rows = 6 } = props;
  const id = useId();
  const described = error !== undefined || hint !== undefined;
  return (
    <Field id={id} label={label} error={error} hint={hint}>
      <BoundedArea
        id={id}
        data-focus={props.focusName}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        rows={rows}
        wrap="off"
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={described ? descriptionId(id) : undefined}
        className={classes(
          'block w-full resize-y rounded-md border bg-well px-2 py-1 font-mono text-base leading-5 outline-none focus:border-accent focus:shadow-[0_0_0_1px_var(--accent)]',
          error === undefined ? 'border-ctl' : 'border-err',
        )}
      />
    </Field>
  );
}
