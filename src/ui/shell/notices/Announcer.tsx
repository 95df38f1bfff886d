import { useEffect, useState } from 'react';
import { useAnnouncement } from '#kit';

/** ms for which the announcement is shown on the screen. */
const SHOWN = 2500;

const SEEN =
  'pointer-events-none fixed bottom-8 left-1/2 z-40 w-max max-w-[min(25rem,calc(100vw-16px))] -translate-x-1/2 break-words rounded-md border border-ctl bg-pop px-3 py-1 shadow-pop';

/** The only polite live region: outcomes and connection changes. Some are also shown. */
export function Announcer() {
  const { text, serial, isShown } = useAnnouncement();
  const [over, setOver] = useState(0);
  useEffect(() => {
    if (!isShown) return undefined;
    const timer = setTimeout(() => setOver(serial), SHOWN);
    return () => clearTimeout(timer);
  }, [isShown, serial]);
  // Repeated words must be a change of the document, otherwise they are not spoken again.
  return (
    <div aria-live="polite" className={isShown && over !== serial ? SEEN : 'sr-only'}>
      {text}
      {serial % 2 === 1 ? '\u00a0' : ''}
    </div>
  );
}
