import { useAnnouncement } from '../kit/language/announcements.ts';

/** The one polite live region: outcomes and connection changes. */
export function Announcer() {
  const { text, serial } = useAnnouncement();
  // The same words said twice must be a change, or they are not spoken again.
  return (
    <div aria-live="polite" className="sr-only">
      {text}
      {serial % 2 === 1 ? '\u00a0' : ''}
    </div>
  );
}
