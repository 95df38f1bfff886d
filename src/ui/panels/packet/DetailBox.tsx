import type { ReactNode } from 'react';
import { useFirstText } from '#kit';
import { setView } from '../../session/view/tabView.ts';

interface DetailBoxProps {
  readonly connectionId: string;
  readonly children?: ReactNode;
}

/** The pane of a packet. It stays at the packet as soon as the user acts in it. */
export function DetailBox({ connectionId, children }: DetailBoxProps) {
  const t = useFirstText().packets;
  const stay = (): void => setView(connectionId, { following: false });
  return (
    <section
      aria-label={t.detail}
      data-part="detail"
      className="flex h-full min-h-0 flex-col bg-pane"
      onFocusCapture={stay}
      onPointerDownCapture={stay}
    >
      {children}
    </section>
  );
}
