import { Copy } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '../controls/Button.tsx';
import { copyAndSay } from '../controls/copyText.ts';
import { Strip } from '../controls/Strip.tsx';
import { announce } from '../language/announcements.ts';
import { firstTexts, useFirstText } from '../language/firstText.ts';
import { type FailedProps, shownError } from './FailedPart.tsx';
import { dropUncaught, reportUncaught, useUncaught } from './uncaught.ts';

/** Notice for all exceptions that no part caught: the newest, its count, and the number of others. */
export function UncaughtNote() {
  const { failed: t, notCopied, bracketed } = useFirstText().kit;
  const { all, others } = useUncaught();
  const last = all.at(-1);
  const isThere = last !== undefined;
  useEffect(() => {
    // Counts may change many times a second: the notice is not a live region.
    if (isThere) announce(firstTexts().kit.failed.uncaught);
  }, [isThere]);
  if (!isThere) return null;
  const more = all.length - 1 + others;
  const copy = (): void => {
    const texts = all.map(({ details, count }) => `${details}\nTimes: ${count}`);
    void copyAndSay(texts.join('\n\n'), t.copied, notCopied);
  };
  return (
    <section aria-label={t.uncaught} className="max-h-[40vh] overflow-auto">
      <Strip
        tone="err"
        title={t.uncaught + (last.count > 1 ? bracketed(t.times(last.count)) : '')}
        onDismiss={dropUncaught}
        actions={
          <Button icon={<Copy size={14} aria-hidden />} onClick={copy}>
            {t.copy}
          </Button>
        }
      >
        <p>{t.uncaughtText}</p>
        <p className="mt-1 font-mono break-words text-fg-2">
          {shownError(last.failure)}
          {more > 0 && bracketed(t.more(more))}
        </p>
        <p className="mt-1 text-xs text-fg-2">{t.copyNote}</p>
      </Strip>
    </section>
  );
}

/**
 * Placeholder for a failed part without a place on the screen. The notice reports the failure, and dismissing
 * it retries.
 */
export function FailedUnseen({ failure, again }: FailedProps) {
  useEffect(() => {
    // Set once the boundary knows the place of the failure.
    if (failure.part === '') return undefined;
    reportUncaught(failure);
    return useUncaught.subscribe(({ all }) => {
      if (all.length === 0) again();
    });
  }, [failure, again]);
  return null;
}
