import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../text/useText.ts';
import { IconButton } from './IconButton.tsx';
import { TextField } from './TextField.tsx';

interface SecretFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly error?: string | undefined;
}

/**
 * A secret: its characters are hidden unless asked for. It is a text box and no password input, so
 * that browsers do not offer to store what is kept in memory only.
 */
export function SecretField({ label, value, onChange, hint, error }: SecretFieldProps) {
  const t = useText().kit;
  const [shown, setShown] = useState(false);
  return (
    <TextField
      label={label}
      value={value}
      onChange={onChange}
      mono
      masked={!shown}
      {...(hint === undefined ? {} : { hint })}
      error={error}
      suffix={
        <IconButton
          small
          label={shown ? t.hide(label) : t.show(label)}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
        </IconButton>
      }
    />
  );
}
