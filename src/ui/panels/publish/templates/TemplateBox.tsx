import { useId, useRef } from 'react';
import { boxClasses, classes, described, descriptionId, Field, inputClasses } from '#kit';
import { TemplateOptions } from './TemplateOptions.tsx';
import { useTemplateCompletion } from './useTemplateCompletion.ts';

interface TemplateBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly error: string | undefined;
  readonly warnings?: readonly string[];
  readonly placeholder?: string;
  /** More than one line. */
  readonly isLong?: boolean;
  /** Also offers values of the message that is answered. */
  readonly isAnswer: boolean;
}

/** Text box with completion of `{{…}}`. */
export function TemplateBox(props: TemplateBoxProps) {
  const { label, value, onChange, error, warnings, placeholder } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const completion = useTemplateCompletion({ isAnswer: props.isAnswer, onChange });
  const { role, 'aria-expanded': isOpen, 'aria-controls': listId, ...completed } = completion.box;
  const shared = {
    ...completed,
    id,
    value,
    placeholder,
    autoComplete: 'off',
    autoCapitalize: 'off',
    spellCheck: false,
    'aria-invalid': error !== undefined || undefined,
    'aria-describedby': described({ error, warnings }) ? descriptionId(id) : undefined,
  } as const;
  return (
    <Field id={id} label={label} error={error} warnings={warnings}>
      <div className="relative">
        {props.isLong === true ? (
          <textarea
            {...shared}
            // A text area may not have another role, nor attributes of other roles.
            aria-haspopup="listbox"
            aria-controls={isOpen ? listId : undefined}
            ref={area}
            rows={5}
            wrap="off"
            onChange={(event) => {
              onChange(event.target.value);
              completion.look(event.target);
            }}
            className={classes(
              'max-h-60 min-h-24 w-full resize-y rounded-md border bg-well px-2 py-1 font-mono text-base leading-5 focus:border-accent',
              error === undefined ? 'border-ctl' : 'border-err',
            )}
          />
        ) : (
          <div className={boxClasses(error !== undefined)}>
            <input
              {...shared}
              role={role}
              aria-expanded={isOpen}
              aria-controls={listId}
              ref={input}
              type="text"
              onChange={(event) => {
                onChange(event.target.value);
                completion.look(event.target);
              }}
              className={classes(inputClasses(value), 'font-mono text-base')}
            />
          </div>
        )}
        {completion.list && (
          <TemplateOptions list={completion.list} box={props.isLong === true ? area : input} />
        )}
      </div>
    </Field>
  );
}
