/** Filter actions for the command palette. */

import { texts } from '../../../kit/language/useText.ts';
import type { Action } from '../../../session/action.ts';
import { copyFilterLink } from '../../../session/address/copyLink.ts';
import { connectionById } from '../../../session/connection/connections.ts';
import { openArmForm } from '../../../session/filter/armForm.ts';
import { disarm } from '../../../session/filter/arming.ts';
import { clearFilter, filterOf, setAnswers, setFilter } from '../../../session/filter/filters.ts';
import { useKeptFilters } from '../../../session/storage.ts';
import { showPanel } from '../../../session/view/tabView.ts';

export function filterActions(connectionId: string): readonly Action[] {
  const t = texts().filtering.actions;
  const { text, applied, answers } = filterOf(connectionId);
  const isArmed = connectionById(connectionId)?.armed?.filter !== undefined;
  const actions: Action[] = [
    {
      id: 'arm',
      label: t.arm,
      run: () => {
        showPanel(connectionId, 'packets');
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
      aliases: '',
      run: () => {
        showPanel(connectionId, 'packets');
        setFilter(connectionId, kept.text);
      },
    });
  }
  return actions;
}
