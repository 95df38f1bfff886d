import { ChevronDown, ChevronRight, OctagonAlert } from 'lucide-react';
import { type ReactNode, useEffect, useId } from 'react';
import { useFirstText } from '#kit';
import { type FormSection, unfold, useIsUnfolded } from '../../../session/view/formSections.ts';

interface FoldedProps {
  readonly connectionId: string;
  readonly section: FormSection;
  readonly title: string;
  /** Current values in one line. */
  readonly now: ReactNode;
  /** A value is invalid: the section opens. */
  readonly isWrong?: boolean;
  /** The last failure is about these values. */
  readonly isBlamed?: boolean;
  readonly children: ReactNode;
}

/** A section of the form that is a line until it is opened. */
export function Folded(props: FoldedProps) {
  const { connectionId, section, title, now, isWrong = false, isBlamed = false, children } = props;
  const t = useFirstText().editor;
  const chosen = useIsUnfolded(connectionId, section);
  const isOpen = chosen ?? isWrong;
  // The section stays open while its values are corrected.
  useEffect(() => {
    if (isWrong && chosen === undefined) unfold(connectionId, section);
  }, [isWrong, chosen, connectionId, section]);
  const id = useId();
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-describedby={isWrong || isBlamed ? id : undefined}
        onClick={() => unfold(connectionId, section, !isOpen)}
        className="flex min-h-(--h-tool) w-full items-center gap-x-3 border-t border-line px-4 py-1 text-left hover:bg-hover focus-visible:-outline-offset-2"
      >
        <Chevron size={14} aria-hidden className="shrink-0 text-fg-2" />
        <span className="w-40 shrink-0 font-semibold max-sm:w-32">{title}</span>
        {/* An open section shows its values. */}
        {!isOpen && (
          <span aria-hidden="true" className="min-w-0 flex-1 text-fg-2 not-max-sm:truncate">
            {now}
          </span>
        )}
        {(isWrong || isBlamed) && (
          <span
            id={id}
            aria-hidden="true"
            className="ml-auto flex shrink-0 items-center gap-1 text-err"
          >
            <OctagonAlert size={14} aria-hidden />
            {isWrong ? t.needsAttention : t.seeAbove}
          </span>
        )}
      </button>
      {isOpen && children}
    </>
  );
}
