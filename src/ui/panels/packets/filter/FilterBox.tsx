import { Funnel, X } from 'lucide-react';
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import {
  boxClasses,
  classes,
  DialogBoundary,
  focusTarget,
  IconButton,
  inputClasses,
  later,
  useFirstText,
  WaitsOver,
} from '#kit';
import { connectionById } from '../../../session/connection/connections.ts';
import {
  cancelFilter,
  clearFilter,
  setFilter,
  setFilterText,
  setTyping,
  typeFilter,
  useFilter,
} from '../../../session/filter/filters.ts';
import { useCorrections } from '../../../session/filter/useCorrections.ts';
import { errorId, useFilterError } from '../../../session/filter/useFilterError.ts';
import { FilterText } from './FilterText.tsx';
import { ShownCount } from './ShownCount.tsx';
import { type Offered, useSuggestions } from './useSuggestions.ts';

const Completions = later(async () => (await import('./Completions.tsx')).Completions);

/** Longest filter in characters that is coloured, because each key lays out the whole text twice. */
const COLOURED = 4096;

interface FilterBoxProps {
  readonly connectionId: string;
}

/** The display filter's text with highlighting, completion and errors. */
export function FilterBox({ connectionId }: FilterBoxProps) {
  const t = useFirstText().filter;
  const { text } = useFilter(connectionId);
  const { error, unfinished } = useFilterError(connectionId);
  const corrections = useCorrections(connectionId);
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const mirror = useRef<HTMLSpanElement>(null);
  const wantedCursor = useRef<number | undefined>(undefined);
  const isDrawn = text.length <= COLOURED;
  const [completing, setCompleting] = useState(false);
  const [cursor, setCursor] = useState(0);
  const [active, setActive] = useState(-1);
  const { from, to, list } = useSuggestions(connectionId, text, cursor, completing);
  const hasBegun = from < to;
  const chosen = list[active] ?? (hasBegun ? list[0] : undefined);

  const alignMirror = (): void => {
    if (mirror.current && input.current)
      mirror.current.style.transform = `translateX(${-input.current.scrollLeft}px)`;
  };
  useLayoutEffect(() => {
    const at = wantedCursor.current;
    wantedCursor.current = undefined;
    if (at !== undefined) input.current?.setSelectionRange(at, at);
    alignMirror();
  }, [text]);

  const stopCompleting = (): void => {
    setCompleting(false);
    setActive(-1);
  };
  const put = (next: string, at: number, apply = typeFilter): void => {
    wantedCursor.current = at;
    apply(connectionId, next);
    setCursor(at);
    setActive(-1);
  };
  /** @param isLast closes the list, which would cover the first matches */
  const take = ({ text: taken, kind }: Offered, isLast = false): void => {
    if (kind === 'recent') {
      stopCompleting();
      setFilter(connectionId, taken);
      return;
    }
    const rest = text.slice(to);
    // Adds a space unless there is one, so that the next words are offered.
    const end = from + taken.length + 1;
    const next = text.slice(0, from) + taken + (rest.startsWith(' ') ? '' : ' ') + rest;
    put(next, end, isLast ? setFilterText : typeFilter);
    setCompleting(!isLast);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    // Enter and arrows choose among an input method's own suggestions first.
    if (event.nativeEvent.isComposing) return;
    const command = event.ctrlKey || event.metaKey;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp' || (command && event.key === ' ')) {
      setCompleting(true);
      setCursor(event.currentTarget.selectionStart ?? text.length);
      const step = event.key === 'ArrowUp' ? -1 : 1;
      setActive(list.length === 0 ? -1 : (active + step + list.length) % list.length);
    } else if (event.key === 'Tab' && !event.shiftKey && chosen !== undefined) {
      take(chosen);
    } else if (event.key === 'Enter' && event.altKey) {
      const [right] = corrections;
      if (right) put(right.text, right.cursor, setFilterText);
    } else if (event.key === 'Enter') {
      const option = list[active];
      if (option !== undefined) take(option, true);
      else {
        stopCompleting();
        setFilter(connectionId, text);
      }
    } else if (event.key === 'Escape') {
      if (list.length > 0) stopCompleting();
      else if (isRunning(connectionId)) cancelFilter(connectionId);
      else focusTarget('packets');
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="relative min-w-0 flex-1 basis-40">
      <div className={classes(boxClasses(error !== undefined && !unfinished), 'gap-1 pr-1 pl-0.5')}>
        <FilterMenu connectionId={connectionId} />
        <div className="relative h-full min-w-24 flex-1 overflow-hidden">
          <input
            ref={input}
            type="text"
            data-focus="display-filter"
            aria-label={t.box}
            aria-autocomplete="list"
            aria-controls={list.length > 0 ? listId : undefined}
            aria-activedescendant={list[active] ? `${listId}-${active}` : undefined}
            aria-invalid={error === undefined ? undefined : true}
            aria-describedby={error === undefined ? undefined : errorId(connectionId)}
            placeholder={t.placeholder}
            value={text}
            onChange={(event) => {
              put(event.target.value, event.target.selectionStart ?? event.target.value.length);
              setCompleting(true);
            }}
            onSelect={(event) => setCursor(event.currentTarget.selectionStart ?? 0)}
            onScroll={alignMirror}
            onKeyDown={onKeyDown}
            onFocus={() => setTyping(connectionId, true)}
            onBlur={() => {
              setTyping(connectionId, false);
              stopCompleting();
            }}
            className={classes(
              inputClasses(text),
              'font-mono text-base placeholder:font-sans',
              isDrawn && 'text-transparent caret-fg',
            )}
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
          />
          {isDrawn && (
            <span
              ref={mirror}
              aria-hidden="true"
              className="pointer-events-none absolute inset-y-0 left-0 flex items-center font-mono text-base whitespace-pre"
            >
              <span>
                <FilterText text={text} error={unfinished ? undefined : error} />
              </span>
            </span>
          )}
        </div>
        <ShownCount connectionId={connectionId} />
        {text !== '' && (
          <IconButton
            small
            label={t.clear}
            onClick={() => {
              clearFilter(connectionId);
              input.current?.focus();
            }}
          >
            <X size={14} aria-hidden />
          </IconButton>
        )}
      </div>
      {list.length > 0 && (
        <div className="absolute top-full left-0 z-30 mt-1 w-120 max-w-full rounded-md border border-ctl bg-pop shadow-pop">
          <Completions
            id={listId}
            list={list}
            active={active}
            tabTakes={chosen !== undefined}
            onTake={take}
          />
        </div>
      )}
    </div>
  );
}

function isRunning(connectionId: string): boolean {
  return connectionById(connectionId)?.loop.counters()?.filter?.done === false;
}

const KeptFilters = later(async () => (await import('./KeptFilters.tsx')).KeptFilters, {
  Waits: WaitsOver,
});

/** Button for saved and recent filters. */
function FilterMenu({ connectionId }: { connectionId: string }) {
  const t = useFirstText().filter;
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <IconButton small label={t.menu} expanded={open} onClick={() => setOpen(!open)}>
        <Funnel size={14} aria-hidden />
      </IconButton>
      {open && (
        <DialogBoundary part="kept filters" name={t.menu} onClose={() => setOpen(false)}>
          <KeptFilters id={id} connectionId={connectionId} onClose={() => setOpen(false)} />
        </DialogBoundary>
      )}
    </>
  );
}
