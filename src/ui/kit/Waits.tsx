/** Placeholders shown while something is loading. */
import { useEffect, useState } from 'react';
import { announce } from './language/announcements.ts';
import { firstTexts, useFirstText } from './language/firstText.ts';
import { beginWaiting, useWaiting } from './language/waiting.ts';

/** ms: nothing is said of what is there sooner. */
const SHORT = 200;

/** Whether it has taken so long that it is said. */
export function useIsLong(): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), SHORT);
    return () => clearTimeout(timer);
  }, []);
  return isLong;
}

/** In the place of what is loaded, or looked for; not announced, for much is drawn that nobody has asked for. */
export function WaitsHere({ text }: { text?: string } = {}) {
  const t = useFirstText().kit;
  return useIsLong() && <p className="px-3 py-2 text-fg-2">{text ?? t.loading}</p>;
}

/** In the place of what will come up over everything. */
export function WaitsOver() {
  useEffect(beginWaiting, []);
  return null;
}

/** In the place of what nobody has asked for. */
export const nothing = () => null;

/** Over everything, while something is loaded that will come up there, or happen. */
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
