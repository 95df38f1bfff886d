import type { ReactNode } from 'react';

/** The pane that a packet is shown in. */
export function DetailBox({ label, children }: { label: string; children?: ReactNode }) {
  return (
    <section aria-label={label} className="flex h-full min-h-0 flex-col bg-pane">
      {children}
    </section>
  );
}
