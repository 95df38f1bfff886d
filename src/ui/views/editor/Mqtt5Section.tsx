import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useFirstText } from '../../kit/language/firstText.ts';
import { later } from '../../kit/later.tsx';
import type { SectionProps } from './sectionProps.ts';

const Mqtt5Fields = later(async () => (await import('./Mqtt5Fields.tsx')).Mqtt5Fields);

const ScramUnused = later(async () => (await import('./Mqtt5Fields.tsx')).ScramUnused);

/** Options of MQTT 5 that few users need. Opened by hand, or if one of them is invalid. */
export function Mqtt5Section(section: SectionProps) {
  const t = useFirstText().shell;
  const { draft, errors } = section;
  const [chosen, setChosen] = useState<boolean>();
  if (draft.version !== 5) {
    return draft.scram !== '' && draft.mode === 'password' ? <ScramUnused {...section} /> : null;
  }
  const open = chosen ?? (errors.properties !== undefined || errors.willProperties !== undefined);
  const Chevron = open ? ChevronDown : ChevronRight;
  const count = draft.properties.length + (draft.will.on ? draft.will.properties.length : 0);
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setChosen(!open)}
        className="flex min-h-(--h-tool) w-full items-center gap-x-2 border-b border-line bg-bar px-4 py-1 text-left hover:bg-hover focus-visible:-outline-offset-2"
      >
        <Chevron size={12} aria-hidden className="shrink-0 text-fg-3" />
        <span className="text-base font-semibold">{t.mqttVersion(5)}</span>
        <span className="text-fg-2">{draft.scram}</span>
        {count > 0 && (
          <span className="rounded-sm bg-raised px-1 font-mono text-xs/[14px] text-fg-2">
            {count}
          </span>
        )}
      </button>
      {open && <Mqtt5Fields {...section} />}
    </>
  );
}
