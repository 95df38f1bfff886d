import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly title: string;
  readonly text?: ReactNode;
  readonly icon?: ReactNode;
  /** The next action. */
  readonly children?: ReactNode;
}

/** An empty pane: a sentence and the next action. */
export function EmptyState({ title, text, icon, children }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-4 py-6 text-center">
      {icon !== undefined && <span className="mb-2 text-fg-3">{icon}</span>}
      <p className="text-base font-semibold">{title}</p>
      {text !== undefined && (
        <p className="mt-1 max-w-full [overflow-wrap:anywhere] text-fg-2">{text}</p>
      )}
      {children !== undefined && (
        <div className="mt-3 flex flex-wrap justify-center gap-2 empty:hidden">{children}</div>
      )}
    </div>
  );
}
