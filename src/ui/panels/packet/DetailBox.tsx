import type { ReactNode } from 'react';
import { useFirstText } from '../../kit/language/firstText.ts';

/** The pane of a packet. */
export function DetailBox({ children }: { children?: ReactNode }) {
  const t = useFirstText().packets;
  return (
    <section aria-label={t.detail} className="flex h-full min-h-0 flex-col bg-pane">
      {children}
    </section>
  );
}
