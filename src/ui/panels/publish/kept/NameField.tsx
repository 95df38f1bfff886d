import { TextField } from '#kit';

interface NameFieldProps {
  readonly label: string;
  /** Current name. */
  readonly name: string;
  /** Text typed so far. */
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Name for moving the focus to this field. */
  readonly focusName: string;
  /** undefined: it stays as it is. */
  readonly onDone: (name: string | undefined) => void;
}

/** Input for renaming: Enter applies the name, Escape cancels. */
export function NameField({ label, name, text, onText, focusName, onDone }: NameFieldProps) {
  const done = () => {
    const wanted = text.trim();
    onDone(wanted === '' || wanted === name ? undefined : wanted);
  };
  return (
    // Escape, from the field within.
    <div
      className="py-1"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone(undefined);
      }}
    >
      <TextField
        label={label}
        focusName={focusName}
        value={text}
        onChange={onText}
        onEnter={done}
        onBlur={done}
      />
    </div>
  );
}
