import { useId, useState } from 'react';
import { boxClasses, descriptionId, INPUT_CLASSES, useText } from '#kit';
import { isStuckAfter, setStuckAfter, useStuckAfter } from '../../../session/handshakes/state.ts';

/** Seconds of waiting after which an exchange counts as stuck. */
export function StuckAfter() {
  const t = useText().handshakes.inFlight;
  const id = useId();
  const { seconds } = useStuckAfter();
  const [typed, setTyped] = useState<string>();
  const value = typed ?? String(seconds);
  const bad = !isStuckAfter(Number(value)) || value.trim() === '';
  const change = (text: string): void => {
    setTyped(text);
    const number = Number(text);
    if (text.trim() !== '' && isStuckAfter(number)) setStuckAfter(number);
  };
  return (
    <span className="flex flex-wrap items-center gap-x-1.5">
      <label htmlFor={id} className="whitespace-nowrap text-fg-2">
        {t.stuckAfter}
      </label>
      <span className={`${boxClasses(bad)} w-20`}>
        <input
          id={id}
          type="number"
          min={0.1}
          max={86_400}
          step="any"
          value={value}
          onChange={(event) => change(event.target.value)}
          onBlur={() => setTyped(undefined)}
          aria-invalid={bad || undefined}
          aria-describedby={bad ? descriptionId(id) : undefined}
          className={INPUT_CLASSES}
        />
      </span>
      {bad && (
        <span id={descriptionId(id)} className="text-xs text-err">
          {t.stuckAfterError}
        </span>
      )}
    </span>
  );
}
