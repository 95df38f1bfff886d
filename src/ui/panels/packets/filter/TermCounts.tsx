import { Button, classes, EmptyState, useText } from '#kit';
import type { TermCount } from '../../../../engine/filtering/termCounts.ts';
import { grouped } from '../../../../i18n/numbers.ts';
import { useAnswer } from '../../../session/connection/workerQuestions.ts';
import { withoutCondition } from '../../../session/filter/conditions.ts';
import { clearFilter, setFilter } from '../../../session/filter/filters.ts';
import { FilterText } from './FilterText.tsx';

/** Message for an empty result, with the number of matches per term to show which one excludes everything. */
export function TermCounts({ connectionId, applied }: { connectionId: string; applied: string }) {
  const t = useText().filtering.noMatch;
  const terms = useAnswer(connectionId, { kind: 'count-terms', text: applied }) ?? [];
  return (
    <div className="absolute inset-x-0 top-11 bottom-0 flex flex-col items-center overflow-y-auto">
      <EmptyState title={t.title} text={t.text}>
        <Button onClick={() => clearFilter(connectionId)}>{t.clear}</Button>
      </EmptyState>
      {terms.length > 1 && (
        <div className="w-100 max-w-full px-4">
          <p className="text-fg-2">{t.terms}</p>
          <ul className="mt-1">
            {terms.map((term, at) => (
              <Term
                key={term.text}
                term={term}
                onRemove={() => setFilter(connectionId, withoutCondition(applied, at))}
              />
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function Term({ term, onRemove }: { term: TermCount; onRemove: () => void }) {
  const t = useText().filtering.noMatch;
  const isCulprit = term.shown === 0;
  return (
    <li className="flex min-h-(--h-row) items-center gap-3 border-t border-line">
      <code className="min-w-0 flex-1 truncate font-mono" title={term.text}>
        <FilterText text={term.text} />
      </code>
      <span className={classes('font-mono', isCulprit ? 'text-warn' : 'text-fg-2')}>
        {grouped(term.shown)}
      </span>
      <Button
        look="action"
        label={t.removeTerm(term.text)}
        className="h-(--h-small)!"
        onClick={onRemove}
      >
        {t.remove}
      </Button>
    </li>
  );
}
