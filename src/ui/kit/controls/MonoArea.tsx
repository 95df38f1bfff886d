import { type ReactNode, type RefObject, useId } from 'react';
import { BoundedArea } from './BoundedArea.tsx';

interface MonoAreaProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Grows with its lines, between these. */
  readonly rows: readonly [least: number, most: number];
  readonly placeholder?: string;
  readonly box?: RefObject<HTMLTextAreaElement | null>;
  readonly isWrong?: boolean;
  /** Beside the label; not part of its name. */
  readonly aside?: ReactNode;
  /** Below it: a count or an error. */
  readonly said?: ReactNode;
}

/** Labelled multi-line text in a monospace font. */
export function MonoArea(props: MonoAreaProps) {
  const { label, value, onChange, rows, placeholder, box, isWrong = false, aside, said } = props;
  const [least, most] = rows;
  const id = useId();
  return (
    <div>
      <div className="mb-1 flex gap-2 text-xs text-fg-2">
        <label htmlFor={id}>{label}</label>
        {aside}
      </div>
      <BoundedArea
        ref={box}
        id={id}
        rows={Math.min(most, Math.max(least, value.split('\n').length))}
        className="block w-full resize-y rounded-md border border-ctl bg-well px-2 py-1 font-mono text-base focus:border-accent focus:outline-none"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={isWrong || undefined}
        aria-describedby={said === undefined ? undefined : `${id}-said`}
        placeholder={placeholder}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
      />
      {said !== undefined && (
        <output
          id={`${id}-said`}
          className={isWrong ? 'mt-1 block text-xs text-err' : 'mt-1 block text-xs text-fg-2'}
        >
          {said}
        </output>
      )}
    </div>
  );
}
