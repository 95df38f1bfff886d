import { type ReactNode, useId } from 'react';
import { Warnings } from '../../kit/Field.tsx';

/** A part of the editor, with its title. */
export function Section(props: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={props.title} className="border-b border-line px-4 py-3">
      <div className="max-w-240">
        <div className="mb-2 flex items-center gap-2">
          <h2 className="text-base font-semibold">{props.title}</h2>
          <span className="ml-auto text-fg-2">{props.aside}</span>
        </div>
        {props.children}
      </div>
    </section>
  );
}

/** Two columns if there is room. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-1 gap-x-4 gap-y-3 sm:grid-cols-2">{children}</div>;
}

interface LabelledProps {
  readonly label: string;
  /** Gets the id of what is said below it, where something is. */
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
