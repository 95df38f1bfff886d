import { type HTMLAttributes, type KeyboardEvent, type ReactNode, useId } from 'react';
import { classes } from '../page/classes.ts';
import { boxClasses, described, descriptionId, Field, inputClasses } from './Field.tsx';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly mono?: boolean;
  readonly placeholder?: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly warnings?: readonly string[] | undefined;
  readonly remedy?: ReactNode;
  readonly aside?: ReactNode;
  /** Inside the box, after the text: a unit or buttons. */
  readonly suffix?: ReactNode;
  readonly prefix?: ReactNode;
  readonly disabled?: boolean;
  readonly inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  readonly onEnter?: () => void;
  readonly onBlur?: () => void;
  /** Name for moving the focus to this field. */
  readonly focusName?: string;
  /** Takes the focus when its dialog opens. */
  readonly takesFocus?: boolean;
  readonly className?: string;
  /** The label is for assistive technology only. */
  readonly hidesLabel?: boolean;
  /** The main field of a screen, whose label is not shown. */
  readonly isLarge?: boolean;
}

/** A labelled single-line text field. */
export function TextField(props: TextFieldProps) {
  const id = useId();
  const { error, hint } = props;
  return (
    <Field
      id={id}
      label={props.label}
      hidesLabel={props.isLarge ?? props.hidesLabel}
      hint={hint}
      error={error}
      warnings={props.warnings}
      remedy={props.remedy}
      aside={props.aside}
      className={props.className}
    >
      <div
        className={classes(
          boxClasses(error !== undefined),
          props.isLarge === true && 'h-11! px-4!',
        )}
      >
        {props.prefix}
        <input
          id={id}
          type="text"
          data-focus={props.focusName}
          data-autofocus={props.takesFocus || undefined}
          className={classes(
            inputClasses(props.value),
            props.mono === true && 'font-mono text-base',
          )}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
          onBlur={props.onBlur}
          onKeyDown={(event) => {
            if (props.onEnter !== undefined && isPlainEnter(event)) {
              event.preventDefault();
              props.onEnter();
            }
          }}
          placeholder={props.placeholder}
          disabled={props.disabled}
          inputMode={props.inputMode}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={described(props) ? descriptionId(id) : undefined}
        />
        {props.suffix}
      </div>
    </Field>
  );
}

/** `Ctrl Enter` belongs to the form around the field, and Enter also ends a word of an input method. */
const isPlainEnter = ({ key, ctrlKey, metaKey, nativeEvent }: KeyboardEvent): boolean =>
  key === 'Enter' && !ctrlKey && !metaKey && !nativeEvent.isComposing;
