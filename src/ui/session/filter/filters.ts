/** The display filter of each connection: the text in the box, and the applied filter. */
import { announce } from '../../kit/language/announcements.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import { connectionById } from '../connection/connections.ts';
import { perConnection } from '../connection/perConnection.ts';
import { useLayout } from '../view/layout.ts';
import type { Addition } from './expressionFor.ts';
import { filterLanguage } from './filterLanguage.ts';
import { remembered } from './recent.ts';

interface DisplayFilter {
  /** Text in the box. It may be invalid. */
  readonly text: string;
  /** The last valid text, which the list uses. Empty lets everything through. */
  readonly applied: string;
  /** Also lists the other packets of the matches' exchanges. */
  readonly answers: boolean;
  /** The box has the focus, so an incomplete end is not an error yet. */
  readonly typing: boolean;
  /** The text is not applied before typing pauses. */
  readonly pending: boolean;
  /** The user waits for the result, which is announced when it is known. */
  readonly asked: boolean;
}

const NONE: DisplayFilter = {
  text: '',
  applied: '',
  answers: false,
  typing: false,
  pending: false,
  asked: false,
};

/** ms without a key after which a filter counts as typed. */
const PAUSE = 400;

const filters = perConnection(NONE);

export const useFilter = filters.use;

export const filterOf = filters.of;

/** Called after any change of a filter. Returns a function that stops it. */
export const whenFiltered = filters.listen;

const change = filters.change;

function apply(connectionId: string, applied: string, answers: boolean): void {
  change(connectionId, { applied, answers });
  const connection = connectionById(connectionId);
  const { grouping, wire } = useLayout.getState();
  const isFolded = grouping === 'exchanges' && !wire;
  const listed = isFolded ? 'exchanges' : answers ? 'answers' : 'matches';
  connection?.handle.send({ kind: 'filter', text: applied, listed });
  connection?.loop.refresh();
}

/** Lists packets, or exchanges, as the layout says. */
export function applyGrouping(connectionId: string): void {
  const { applied, answers } = filterOf(connectionId);
  apply(connectionId, applied, answers);
}

const pauses = new Map<string, ReturnType<typeof setTimeout>>();

/**
 * Applies the text when typing pauses, because a half-typed filter is often valid and matches something else. An
 * empty text is applied at once.
 */
export function typeFilter(connectionId: string, text: string): void {
  if (text.trim() === '') {
    setFilterText(connectionId, text);
    return;
  }
  change(connectionId, { text, pending: true });
  clearTimeout(pauses.get(connectionId));
  pauses.set(
    connectionId,
    setTimeout(() => endTyping(connectionId), PAUSE),
  );
}

function endTyping(connectionId: string): void {
  const { text, pending } = filterOf(connectionId);
  if (pending) setFilterText(connectionId, text);
}

/** Applies a valid text at once. An invalid text leaves the last valid filter applied. */
export function setFilterText(connectionId: string, text: string): void {
  clearTimeout(pauses.get(connectionId));
  pauses.delete(connectionId);
  change(connectionId, { text, pending: false });
  filterLanguage.with(({ errorIn }) => {
    const { text: typed, applied, answers } = filterOf(connectionId);
    const wanted = text.trim();
    // While the language was loading, the user may have typed more or closed the tab.
    if (typed !== text || wanted === applied) return;
    if (errorIn(wanted) === undefined) apply(connectionId, wanted, answers);
  });
}

export function setTyping(connectionId: string, typing: boolean): void {
  if (!typing) endTyping(connectionId);
  change(connectionId, { typing });
}

/** Sets a chosen filter and adds it to the recent ones. */
export function setFilter(connectionId: string, text: string): void {
  setFilterText(connectionId, text);
  filterLanguage.with(({ errorIn, mayHoldSecret }) => {
    if (filterOf(connectionId).text !== text || errorIn(text) !== undefined) return;
    remembered(text, mayHoldSecret(text));
    change(connectionId, { asked: true });
  });
}

export function answered(connectionId: string): void {
  change(connectionId, { asked: false });
}

export function setAnswers(connectionId: string, answers: boolean): void {
  apply(connectionId, filterOf(connectionId).applied, answers);
}

export function clearFilter(connectionId: string): void {
  const { text } = filterOf(connectionId);
  filterLanguage.with(({ errorIn, mayHoldSecret }) => {
    if (errorIn(text) === undefined) remembered(text, mayHoldSecret(text));
  });
  setFilterText(connectionId, '');
}

/** Ends a slow search: everything is shown, and the text stays for correction. */
export function cancelFilter(connectionId: string): void {
  apply(connectionId, '', filterOf(connectionId).answers);
  announce(firstTexts().filter.cancelled);
}

/** Applies the text in the box again, after Cancel and on Enter. */
export function reapply(connectionId: string): void {
  const { text } = filterOf(connectionId);
  setFilter(connectionId, text);
}

/** Adds a condition instead of another one of its field, or removes it. */
export function toggleCondition(connectionId: string, condition: string): void {
  filterLanguage.with(({ errorIn, toggled }) => {
    const { text, applied } = filterOf(connectionId);
    const next = toggled(errorIn(text) === undefined ? text : applied, condition);
    if (next === '') clearFilter(connectionId);
    else setFilter(connectionId, next);
  });
}

/** Requires the expression (`for`), excludes it (`out`), or replaces the filter with it (`only`). */
export function addToFilter(connectionId: string, expression: string, how: Addition): void {
  filterLanguage.with(({ errorIn, withCondition }) => {
    const { text, applied } = filterOf(connectionId);
    const before = errorIn(text) === undefined ? text : applied;
    const next = withCondition(before, expression, how);
    setFilter(connectionId, next);
    announce(firstTexts().filter.nowFilter(next));
  });
}
