import type { ReactNode } from 'react';

/** The 32-px head of a pane: its title, with actions on the right. */
export function PaneHeader({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="flex h-(--h-tabs) shrink-0 items-center gap-2 border-b border-line bg-bar pr-1 pl-3">
      <h2 className="text-base font-semibold whitespace-nowrap">{title}</h2>
      <div className="ml-auto flex min-w-0 items-center gap-1">{children}</div>
    </div>
  );
}
