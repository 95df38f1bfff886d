import { type ReactNode, useId } from 'react';
import { Warnings } from '#kit';

interface SectionProps {
  /** Absent below a line that has the title. */
  readonly title?: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the form. */
export function Section({ title, aside, children }: SectionProps) {
  return (
    <section aria-label={title} className="px-4 py-3">
      {title !== undefined && (
        <div className="mb-2 flex min-h-6 items-center gap-2">
          <h3 className="font-semibold">{title}</h3>
          <span className="ml-auto text-fg-2">{aside}</span>
        </div>
      )}
      {children}
    </section>
  );
}

interface RowProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** A control with its name on the left. The name is hidden from assistive technology: the control has its own. */
export function Row({ label, children }: RowProps) {
  return (
    <div className="grid items-start gap-x-3 gap-y-1 sm:grid-cols-[88px_minmax(0,1fr)]">
      <span aria-hidden="true" className="text-fg-2 sm:leading-(--h-ctl)">
        {label}
      </span>
      <div className="min-w-0">{children}</div>
    </div>
  );
}

/** Two columns if there is room. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-1 gap-x-4 gap-y-3 sm:grid-cols-2">{children}</div>;
}

interface LabelledProps {
  readonly label: string;
  /** Receives the id of the text below it, if there is any. */
  readonly children: (describedBy: string | undefined) => ReactNode;
  readonly hint?: ReactNode;
  readonly warnings?: readonly string[];
}

/** A label above a control other than a text box. */
export function Labelled({ label, children, hint, warnings = [] }: LabelledProps) {
  const id = useId();
  const isDescribed = hint !== undefined || warnings.length > 0;
  return (
    <div className="min-w-0">
      <div aria-hidden="true" className="mb-1 text-xs text-fg-2">
        {label}
      </div>
      {children(isDescribed ? id : undefined)}
      {isDescribed && (
        <div id={id} className="mt-1 text-xs text-fg-2">
          <Warnings texts={warnings} />
          {hint}
        </div>
      )}
    </div>
  );
}
