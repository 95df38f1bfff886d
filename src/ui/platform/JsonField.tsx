import { useId } from 'react';
import { classes } from '../kit/classes.ts';
import { descriptionId, Field } from '../kit/Field.tsx';
import { useText } from '../text/useText.ts';
import { parseObject } from './valueDraft.ts';

interface JsonFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Somebody tried to send it: what is wrong is said. */
  readonly isTried: boolean;
  readonly hint?: string;
}

const MOST_LINES = 16;

/** JSON text of an object. */
export function JsonField({ label, value, onChange, isTried, hint }: JsonFieldProps) {
  const t = useText().platform;
  const id = useId();
  const parsed = parseObject(value);
  const error =
    parsed.ok || !isTried
      ? undefined
      : parsed.why === undefined
        ? t.noJsonObject
        : t.notJson(parsed.why);
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <textarea
        id={id}
        rows={Math.min(MOST_LINES, Math.max(3, value.split('\n').length))}
        className={classes(
          'w-full resize-y rounded-md border bg-well px-2 py-1 font-mono leading-5',
          error === undefined ? 'border-ctl' : 'border-err',
        )}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        value={value}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={error === undefined && hint === undefined ? undefined : descriptionId(id)}
        onChange={({ target }) => onChange(target.value)}
      />
    </Field>
  );
}
