import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useFirstText } from '../../kit/language/firstText.ts';
import { isUntouched } from './isUntouched.ts';
import { SessionSection } from './SessionSection.tsx';
import type { SectionProps } from './sectionProps.ts';
import { WillSection } from './WillSection.tsx';

/** Rarely changed options, summarized in a line. Opened by hand, or with the first address. */
export function SessionAndWill(section: SectionProps) {
  const t = useFirstText().editor;
  const { draft, errors } = section;
  const [chosen, setChosen] = useState<boolean>();
  const isWrongElsewhere = Object.keys(errors).some((field) => field !== 'url');
  const open = chosen ?? (!isUntouched(draft) || isWrongElsewhere);
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setChosen(!open)}
        className="flex min-h-(--h-tool) w-full flex-wrap items-center gap-x-2 border-b border-line bg-bar px-4 py-1 text-left hover:bg-hover focus-visible:-outline-offset-2"
      >
        <Chevron size={12} aria-hidden className="shrink-0 text-fg-3" />
        <span className="text-base font-semibold">{t.sessionAndWill}</span>
        {!open && (
          <span aria-hidden="true" className="min-w-0 text-fg-2">
            {t.sessionAndWillNow(draft.keepAlive, draft.cleanStart, draft.will.on)}
          </span>
        )}
      </button>
      {open && (
        <>
          <SessionSection {...section} />
          <WillSection {...section} />
        </>
      )}
    </>
  );
}
