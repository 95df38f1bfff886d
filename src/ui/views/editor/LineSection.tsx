import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { isBridged } from '../../../profiles/addresses/bridgedAddress.ts';
import { useFirstText } from '../../kit/language/firstText.ts';
import { later } from '../../kit/later.tsx';
import { page } from '../../kit/page.ts';
import { useCompanion } from '../../session/companion.ts';
import { urlOf } from '../../session/profiles/settings.ts';
import type { SectionProps } from './sectionProps.ts';

const LineFields = later(async () => (await import('./LineFields.tsx')).LineFields);

interface LineProps extends SectionProps {
  readonly connectionId: string;
}

/** Network options of the companion's connection. Hidden if no companion could use them. */
export function LineSection(section: LineProps) {
  const t = useFirstText().editor;
  const { draft } = section;
  const companion = useCompanion();
  const [chosen, setChosen] = useState<boolean>();
  const hasBridge = typeof companion === 'object' && companion.bridge !== undefined;
  if (!hasBridge && draft.line === undefined) return null;
  const { url = '' } = urlOf(draft, page);
  const isUsed = isBridged(url, draft.line);
  const open = chosen ?? isUsed;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setChosen(!open)}
        className="flex min-h-(--h-tool) w-full items-center gap-x-2 border-b border-line bg-bar px-4 py-1 text-left hover:bg-hover focus-visible:-outline-offset-2"
      >
        <Chevron size={12} aria-hidden className="shrink-0 text-fg-3" />
        <span className="text-base font-semibold">{t.line}</span>
        <span className="text-fg-2">{isUsed ? t.lineUsed : t.lineUnused}</span>
      </button>
      {open && <LineFields {...section} url={url} />}
    </>
  );
}
