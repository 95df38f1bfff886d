import type { ReactNode } from 'react';

interface StepProps {
  readonly number: number;
  readonly title: string;
  /** At the right of the title: a count, or a form. */
  readonly aside?: ReactNode;
  /** The last step has no line to a next one. */
  readonly last?: boolean;
  readonly children: ReactNode;
}

/** Step on the way to the password: number, title and box. */
export function Step({ number, title, aside, last = false, children }: StepProps) {
  return (
    <li className="relative flex gap-2 pb-3 last:pb-0">
      {!last && (
        <span aria-hidden="true" className="absolute top-5 bottom-0 left-[9px] w-px bg-guide" />
      )}
      <span
        aria-hidden="true"
        className="grid size-[19px] shrink-0 place-items-center rounded-full border border-ctl text-xs text-fg-2"
      >
        {number}
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline gap-2">
          <h3 className="font-semibold">{title}</h3>
          <span className="ml-auto text-right text-xs text-fg-2">{aside}</span>
        </div>
        {children}
      </div>
    </li>
  );
}

/** Subject of a step. */
export function StepBox({ children }: { children: ReactNode }) {
  return (
    <div className="mt-1 rounded-md border border-line bg-well px-2 py-1 font-mono leading-5 break-all">
      {children}
    </div>
  );
}
