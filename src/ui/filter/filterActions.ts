/** What can be done with filters, for the command palette. */

import { texts } from '../kit/language/useText.ts';
import { connectionById } from '../state/connections.ts';
import { useKeptFilters } from '../state/storage.ts';
import { showCentre } from '../state/views.ts';
import { disarm, openArmForm } from './arming.ts';
import { copyFilterLink } from './copyLink.ts';
import { clearFilter, filterOf, setAnswers, setFilter } from './filters.ts';

interface FilterAction {
  readonly id: string;
  readonly label: string;
  readonly run: () => void;
}

export function filterActions(connectionId: string): readonly FilterAction[] {
  const t = texts().filter.actions;
  const { text, applied, answers } = filterOf(connectionId);
  const isArmed = connectionById(connectionId)?.armed?.filter !== undefined;
  const actions: FilterAction[] = [
    {
      id: 'arm',
      label: t.arm,
      run: () => {
        showCentre(connectionId, 'packets');
        openArmForm(connectionId);
      },
    },
  ];
  if (isArmed) actions.push({ id: 'disarm', label: t.disarm, run: () => disarm(connectionId) });
  if (text !== '') {
    actions.push({ id: 'clear-filter', label: t.clear, run: () => clearFilter(connectionId) });
  }
  if (applied !== '') {
    actions.push(
      {
        id: 'filter-answers',
        label: answers ? t.hideAnswers : t.showAnswers,
        run: () => setAnswers(connectionId, !answers),
      },
      { id: 'filter-link', label: t.link, run: () => void copyFilterLink(connectionId) },
    );
  }
  for (const kept of useKeptFilters.getState().items) {
    actions.push({
      id: `filter-${kept.id}`,
      label: t.apply(kept.name),
      run: () => {
        showCentre(connectionId, 'packets');
        setFilter(connectionId, kept.text);
      },
    });
  }
  return actions;
}
