/** Placeholders shown while something is loading. */
import { useEffect, useState } from 'react';
import { announce } from '../language/announcements.ts';
import { firstTexts, useFirstText } from '../language/firstText.ts';
import { beginWaiting, useWaiting } from '../language/waiting.ts';

/** ms before the indicator is shown. */
const SHORT = 200;

/** True once loading takes long enough to show it. */
export function useIsLong(): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), SHORT);
    return () => clearTimeout(timer);
  }, []);
  return isLong;
}

/**
 * Placeholder for content that is loading or being searched. Not announced, because much of it was not
 * requested by the user.
 */
export function WaitsHere({ text }: { text?: string } = {}) {
  const t = useFirstText().kit;
  return useIsLong() && <p className="px-3 py-2 text-fg-2">{text ?? t.loading}</p>;
}

/** Placeholder for an overlay. */
export function WaitsOver() {
  useEffect(beginWaiting, []);
  return null;
}

/** Placeholder for content that the user did not request. */
export const nothing = () => null;

/** Overlay while something is loading that will open over the page, or an action is pending. */
export function WaitingNote() {
  return useWaiting(({ count }) => count > 0) && <Note />;
}

function Note() {
  const t = useFirstText().kit;
  const isLong = useIsLong();
  useEffect(() => {
    if (isLong) announce(firstTexts().kit.loading);
  }, [isLong]);
  return (
    isLong && (
      <p className="fixed bottom-20 left-1/2 z-30 -translate-x-1/2 rounded-md border border-ctl bg-pop px-3 py-1 shadow-pop">
        {t.loading}
      </p>
    )
  );
}
