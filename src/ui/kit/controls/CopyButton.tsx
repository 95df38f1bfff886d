import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { announce } from '../language/announcements.ts';
import { useText } from '../language/useText.ts';
import { copyText } from './copyText.ts';
import { IconButton } from './IconButton.tsx';

interface CopyButtonProps {
  /** Name of the copied value, worded for the middle of a sentence. */
  readonly what: string;
  /** Created only when needed, because it may be a secret. */
  readonly text: () => string;
  readonly disabled?: boolean;
}

/** ms for which the success mark is shown. */
const SHOWN = 1500;

/** Copies a value and announces it. */
export function CopyButton({ what, text, disabled }: CopyButtonProps) {
  const t = useText().kit;
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return undefined;
    const timer = setTimeout(() => setDone(false), SHOWN);
    return () => clearTimeout(timer);
  }, [isDone]);
  const copy = async () => {
    const done = await copyText(text());
    announce(done ? t.copied(what) : t.notCopied);
    setDone(done);
  };
  return (
    <IconButton
      small
      label={t.copy(what)}
      onClick={() => void copy()}
      {...(disabled === undefined ? {} : { disabled })}
    >
      {isDone ? (
        <Check size={14} aria-hidden className="text-ok" />
      ) : (
        <Copy size={14} aria-hidden />
      )}
    </IconButton>
  );
}
