import { Eye, EyeOff } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { useText } from '../text/useText.ts';
import { classes } from './classes.ts';
import { boxClasses, described, descriptionId, Field, INPUT_CLASSES } from './Field.tsx';
import { IconButton } from './IconButton.tsx';

interface SecretFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly warnings?: readonly string[] | undefined;
  readonly remedy?: ReactNode;
  readonly aside?: ReactNode;
}

/**
 * A secret: its characters are hidden unless asked for. It is a text box and no password input, so
 * that browsers do not offer to store what is kept in memory only. React would copy a controlled
 * value into the attribute, and with it into every copy of the page; so the value is set by hand.
 */
export function SecretField(props: SecretFieldProps) {
  const { label, value, onChange, hint, error, warnings, remedy, aside } = props;
  const t = useText().kit;
  const id = useId();
  const [shown, setShown] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (input.current !== null && input.current.value !== value) {
      input.current.value = value;
    }
  }, [value]);
  return (
    <Field {...{ id, label, hint, error, warnings, remedy, aside }}>
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
          aria-describedby={described(props) ? descriptionId(id) : undefined}
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
