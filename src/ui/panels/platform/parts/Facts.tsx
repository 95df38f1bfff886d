import type { ReactNode } from 'react';

/** Names and values, in two columns. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-0.5 leading-5">
      {children}
    </dl>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-fg-2">{name}</dt>
      <dd className="min-w-0 font-mono break-all">{children}</dd>
    </>
  );
}

/** A heading with its content. */
export function Block({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0 border-b border-line p-3 last:border-b-0">
      <h3 className="pb-1 text-xs font-semibold text-fg-2">{title}</h3>
      {children}
    </div>
  );
}
