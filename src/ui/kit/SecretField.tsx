import { Eye, EyeOff } from 'lucide-react';
import { useId, useLayoutEffect, useRef, useState } from 'react';
import { useText } from '../text/useText.ts';
import { classes } from './classes.ts';
import { boxClasses, descriptionId, Field, INPUT_CLASSES } from './Field.tsx';
import { IconButton } from './IconButton.tsx';

interface SecretFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly error?: string | undefined;
}

/**
 * A secret: its characters are hidden unless asked for. It is a text box and no password input, so
 * that browsers do not offer to store what is kept in memory only. React would copy a controlled
 * value into the attribute, and with it into every copy of the page; so the value is set by hand.
 */
export function SecretField({ label, value, onChange, hint, error }: SecretFieldProps) {
  const t = useText().kit;
  const id = useId();
  const [shown, setShown] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (input.current !== null && input.current.value !== value) {
      input.current.value = value;
    }
  }, [value]);
  const described = error !== undefined || hint !== undefined;
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <div className={boxClasses(error !== undefined)}>
        <input
          ref={input}
          id={id}
          type="text"
          className={classes(INPUT_CLASSES, 'font-mono text-sm', !shown && 'masked')}
          onInput={(event) => onChange(event.currentTarget.value)}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={described ? descriptionId(id) : undefined}
        />
        <IconButton
          small
          label={shown ? t.hide(label) : t.show(label)}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
        </IconButton>
      </div>
    </Field>
  );
}
