import { Info } from 'lucide-react';
import { useState } from 'react';
import { Button, useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import { connectionById } from '../../../session/connection/connections.ts';
import { useNow } from '../../../session/connection/useWindowPart.ts';
import { useAnswer } from '../../../session/connection/workerQuestions.ts';
import { filterLanguage } from '../../../session/filter/filterLanguage.ts';
import { setFilterText } from '../../../session/filter/filters.ts';
import { useSeenRoughly } from '../../../session/filter/useCorrections.ts';

interface FilterNotesProps {
  readonly connectionId: string;
  readonly applied: string;
}

const HAS_PATH = /payload\s*[.[]|user\s*\[/;

/** Hints about a valid filter that may explain why nothing is found. */
export function FilterNotes({ connectionId, applied }: FilterNotesProps) {
  const t = useText().filtering;
  const seen = useSeenRoughly(connectionId);
  const question = { kind: 'missing-paths', text: applied, seen } as const;
  const missing = useAnswer(connectionId, HAS_PATH.test(applied) ? question : undefined) ?? [];
  return (
    <>
      <ClockNote connectionId={connectionId} applied={applied} />
      {missing.map(({ path, from, to, suggestions }) => (
        <span key={path} className="flex min-w-0 items-center gap-1.5 text-warn">
          <Info size={12} aria-hidden className="shrink-0" />
          <span className="min-w-0 py-1 break-words">
            {path.startsWith('payload')
              ? t.missingPath(visibleText(path))
              : t.missingProperty(visibleText(path))}
          </span>
          {suggestions.map((suggestion) => (
            <Button
              key={suggestion}
              look="quiet"
              className="h-(--h-small)!"
              onClick={() =>
                setFilterText(connectionId, applied.slice(0, from) + suggestion + applied.slice(to))
              }
            >
              {t.didYouMean(visibleText(suggestion))}
            </Button>
          ))}
        </span>
      ))}
    </>
  );
}

/** Dates of the times of day in the filter. The first answer stays, as it does for the filter. */
function ClockNote({ connectionId, applied }: FilterNotesProps) {
  const t = useText().filtering;
  const [kept, setKept] = useState<{ readonly of: string; readonly said: string }>();
  const now = useNow(connectionId, kept?.of !== applied);
  if (kept?.of !== applied) {
    const loop = connectionById(connectionId)?.loop;
    const first = (loop?.origin() ?? 0) * 1000 + (loop?.firstTime() ?? 0);
    const last = (loop?.origin() ?? 0) * 1000 + (now ?? 0);
    const meant = filterLanguage.found?.clocksIn(applied, { first, last }) ?? [];
    const said = meant.map(({ moment }) => isoLocal(moment / 1000));
    const zone = meant.some(({ isLocal }) => isLocal);
    setKept({ of: applied, said: said.length === 0 ? '' : t.localTimes([...new Set(said)], zone) });
  }
  return kept?.of === applied && kept.said !== '' ? (
    <span className="py-1 text-fg-2">{kept.said}</span>
  ) : null;
}

/** `2026-11-21 23:40:00` in local time. */
function isoLocal(ms: number): string {
  const offset = new Date(ms).getTimezoneOffset() * 60_000;
  return new Date(ms - offset).toISOString().slice(0, 19).replace('T', ' ');
}
