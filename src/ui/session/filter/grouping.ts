/** Meaning of a row in the desk Inspect: an exchange, a packet, a request, a connection. */
import { connectionById } from '../connection/connections.ts';
import { select, selectionOf } from '../connection/selection.ts';
import { setLayout, useLayout } from '../view/layout.ts';
import { showPanel, useView, viewOf } from '../view/tabView.ts';
import { filterLanguage } from './filterLanguage.ts';
import { applyGrouping, filterOf, toggleCondition } from './filters.ts';

export const GROUPINGS = ['exchanges', 'packets', 'requests', 'connections'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Display filter for rows with problems. */
export const PROBLEMS = 'problem';

/** undefined: the list has rows of another kind. */
export function useGrouping(connectionId: string): Grouping | undefined {
  const { panel } = useView(connectionId);
  const kept = useLayout((layout) => (layout.wire ? 'packets' : layout.grouping));
  if (panel === 'packets') return kept;
  if (panel === 'streams') return 'connections';
  return panel === 'requests' ? 'requests' : undefined;
}

export function showGrouping(connectionId: string, grouping: Grouping): void {
  switch (grouping) {
    case 'exchanges':
    case 'packets':
      setLayout({ grouping, wire: false });
      applyGrouping(connectionId);
      showPanel(connectionId, 'packets');
      return;
    case 'requests':
      showPanel(connectionId, 'requests');
      return;
    case 'connections':
      showPanel(connectionId, 'streams');
  }
}

/** `A`: packets and exchanges in turn. */
export function toggleGrouping(connectionId: string): void {
  const { grouping, wire } = useLayout.getState();
  const isPackets = wire || grouping === 'packets';
  const isShown = viewOf(connectionId).panel === 'packets';
  showGrouping(connectionId, isShown && !isPackets ? 'packets' : 'exchanges');
}

/** `W`: every packet as a low row with its first bytes, or rows as before. */
export function toggleWire(connectionId: string): void {
  setLayout({ wire: !useLayout.getState().wire });
  applyGrouping(connectionId);
  showPanel(connectionId, 'packets');
}

/** Lists the rows with problems, or all again. Without problems, announces the checks that ran. */
export function toggleProblems(connectionId: string): void {
  if (viewOf(connectionId).panel === 'problems') {
    showPanel(connectionId, 'packets');
    return;
  }
  filterLanguage.with(({ conditionsIn }) => {
    const { loop } = connectionById(connectionId) ?? {};
    const isOn = conditionsIn(filterOf(connectionId).applied).includes(PROBLEMS);
    if (!isOn && (loop?.counters()?.problems.total ?? 0) === 0) {
      showPanel(connectionId, 'problems');
      return;
    }
    const { packet } = selectionOf(connectionId);
    const shown = loop?.part('packet');
    const isProblem = shown?.row.hasProblem === true || (shown?.found ?? []).length > 0;
    // Another packet of its exchange may have the problem: the newest packet with one is shown.
    if (!isOn && (shown?.row.number !== packet || !isProblem))
      select(connectionId, { packet: undefined, isNewest: true });
    toggleCondition(connectionId, PROBLEMS);
    showPanel(connectionId, 'packets');
  });
}
