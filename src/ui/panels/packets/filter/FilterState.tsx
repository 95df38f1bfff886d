import { Check, Info, Link, OctagonAlert } from 'lucide-react';
import { useRef } from 'react';
import { Button, classes, Switch, useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import { NotChecked } from '../../../pieces/marks/NotChecked.tsx';
import { copyFilterLink } from '../../../session/address/copyLink.ts';
import { useCounter } from '../../../session/connection/useWindowPart.ts';
import {
  cancelFilter,
  reapply,
  setAnswers,
  setFilterText,
  useFilter,
} from '../../../session/filter/filters.ts';
import { endsTooEarly } from '../../../session/filter/unfinished.ts';
import { useCorrections } from '../../../session/filter/useCorrections.ts';
import { errorId, useFilterError } from '../../../session/filter/useFilterError.ts';
import { FilterNotes } from './FilterNotes.tsx';
import { useFoundWords } from './foundWords.ts';

/** Error of the filter, or its progress and matches. */
export function FilterState({ connectionId }: { connectionId: string }) {
  const { error, unfinished } = useFilterError(connectionId);
  const isWrong = error !== undefined && !unfinished;
  const strip = useRef(null);
  useFoundWords(strip, useFilter(connectionId).applied);
  return (
    <div
      ref={strip}
      className={classes(
        // Below the list, so that its rows stay in place.
        'flex min-h-(--h-ctl) shrink-0 flex-wrap items-center gap-x-2 border-line px-3 text-xs max-md:border-b md:order-1 md:border-t',
        isWrong ? 'bg-err-bg' : 'bg-bar',
      )}
    >
      {error === undefined ? (
        <Result connectionId={connectionId} />
      ) : (
        <FilterErrorLine connectionId={connectionId} />
      )}
    </div>
  );
}

/** The error's column and text, the fix, and the filter that the list still uses. */
function FilterErrorLine({ connectionId }: { connectionId: string }) {
  const { filtering: t, explain } = useText();
  const { text, applied } = useFilter(connectionId);
  const { error, unfinished } = useFilterError(connectionId);
  const corrections = useCorrections(connectionId);
  if (error === undefined) return null;
  // Unfinished input needs no correction.
  const offered = unfinished && endsTooEarly(text) ? [] : corrections;
  // The buttons contain the corrections.
  const said = offered.length === 0 ? error : { fact: error.fact };
  const words = explain.filterError(said);
  const Icon = unfinished ? Info : OctagonAlert;
  return (
    <>
      <p id={errorId(connectionId)} className="flex min-w-0 items-start gap-1.5 py-1">
        <Icon
          size={12}
          aria-hidden
          className={classes('mt-0.5 shrink-0', unfinished ? 'text-fg-2' : 'text-err')}
        />
        <span className="min-w-0 break-words">
          <span className={unfinished ? 'text-fg-2' : 'text-err'}>
            {t.column(error.column)} {words}
          </span>
          <span className="text-fg-2">
            {/[.。]$/.test(words) ? ' ' : ' · '}
            <KeptResult applied={applied} />
          </span>
        </span>
      </p>
      {offered.map((right, at) => (
        <Button
          key={right.text}
          look="action"
          {...(at === 0 && { keys: 'Alt Enter' })}
          className={classes('h-(--h-small)!', at === 0 && 'ml-auto')}
          onClick={() => setFilterText(connectionId, right.text)}
        >
          {t.didYouMean(visibleText(right.write))}
        </Button>
      ))}
    </>
  );
}

/** Names the filter that the list uses instead of the text in the box. */
function KeptResult({ applied }: { applied: string }) {
  const t = useText().filtering;
  if (applied === '') return t.keptAll;
  return (
    <>
      {t.keptResult} <code className="font-mono">{applied}</code>
    </>
  );
}

function Result({ connectionId }: { connectionId: string }) {
  const t = useText().filtering;
  const { text, applied, answers, pending } = useFilter(connectionId);
  const progress = useCounter(connectionId, ({ filter }) => filter);
  if (applied !== text.trim()) {
    if (pending) {
      return (
        <span className="py-1 text-fg-2">
          <KeptResult applied={applied} />
        </span>
      );
    }
    return (
      <>
        <span className="py-1 text-fg-2">{t.notApplied}</span>
        <Button look="action" className="h-(--h-small)!" onClick={() => reapply(connectionId)}>
          {t.applyAgain}
        </Button>
      </>
    );
  }
  const isThere = progress?.text === applied;
  return (
    <>
      {isThere && progress.done && (
        <span className="flex items-center gap-1.5 text-fg-2">
          <Check size={12} aria-hidden className="text-ok" />
          {t.matched(progress.shown, progress.held)}
        </span>
      )}
      {isThere && progress.givenUp !== undefined && (
        <NotChecked text={t.hidden(progress.givenUp)} />
      )}
      {isThere && <FilterNotes connectionId={connectionId} applied={applied} />}
      {isThere && !progress.done && (
        <>
          <span className="text-fg-2">{t.filtering}</span>
          <progress
            aria-label={t.filtering}
            className="filter-progress h-1 w-28"
            value={progress.examined}
            max={Math.max(1, progress.held)}
          />
          <span>{t.progress(progress.examined, progress.held)}</span>
          <span className="text-fg-2">{t.soFar(progress.shown)}</span>
          <Button
            look="action"
            keys="Esc"
            className="h-(--h-small)!"
            onClick={() => cancelFilter(connectionId)}
          >
            {t.cancel}
          </Button>
        </>
      )}
      <span className="flex-1" />
      <Switch
        label={t.answers}
        checked={answers}
        onChange={(checked) => setAnswers(connectionId, checked)}
      />
      <Button
        look="quiet"
        className="h-(--h-small)!"
        title={t.copyLinkTitle}
        icon={<Link size={12} aria-hidden />}
        onClick={() => void copyFilterLink(connectionId)}
      >
        {t.copyLink}
      </Button>
    </>
  );
}
