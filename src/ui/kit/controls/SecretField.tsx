import { Eye, EyeOff } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { useFirstText } from '../language/firstText.ts';
import { classes } from '../page/classes.ts';
import { boxClasses, described, descriptionId, Field, INPUT_CLASSES } from './Field.tsx';
import { IconButton } from './IconButton.tsx';

interface SecretFieldProps {
  readonly label: string;
  readonly hidesLabel?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly warnings?: readonly string[] | undefined;
  readonly remedy?: ReactNode;
  readonly aside?: ReactNode;
}

/** Browsers do not offer to store one-time codes. Password managers have their own attributes. */
const STORED_NOWHERE = {
  autoComplete: 'one-time-code',
  'data-1p-ignore': true,
  'data-bwignore': true,
  'data-lpignore': 'true',
  'data-form-type': 'other',
} as const;

/**
 * Secret input. Its characters are hidden unless shown by the user, also from assistive technology and screen
 * recorders, so it is a password input. React would copy a controlled value into the attribute, and so into
 * every copy of the page. Therefore the value is set by hand.
 */
export function SecretField(props: SecretFieldProps) {
  const { label, hidesLabel, value, onChange, hint, error, warnings, remedy, aside } = props;
  const t = useFirstText().kit;
  const id = useId();
  const [shown, setShown] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (input.current !== null && input.current.value !== value) {
      input.current.value = value;
    }
  }, [value]);
  return (
    <Field {...{ id, label, hidesLabel, hint, error, warnings, remedy, aside }}>
      <div className={boxClasses(error !== undefined)}>
        <input
          ref={input}
          id={id}
          data-focus="secret"
          type={shown ? 'text' : 'password'}
          className={classes(INPUT_CLASSES, 'font-mono text-base')}
          onInput={(event) => onChange(event.currentTarget.value)}
          {...STORED_NOWHERE}
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
