/** The Clear command. Not needed in the first moments, so it is loaded later. */
import { firstTexts } from '../../kit/language/firstText.ts';
import { connectionById } from '../connection/connections.ts';
import { select, selectionOf } from '../connection/selection.ts';
import { askToConfirm, offerUndo } from '../dialogs/confirm.ts';
import { setView, viewOf } from '../view/tabView.ts';
import { clears } from './actions.ts';

/** Packets above which a confirmation is needed. */
const ASKS_ABOVE = 10_000;

/**
 * Discards packets, topics and histories, with undo for some seconds. Asks for confirmation if there are
 * many.
 */
export function clearCapture(connectionId: string): void {
  const packets = connectionById(connectionId)?.loop.counters()?.packets ?? 0;
  if (packets <= ASKS_ABOVE) {
    clearNow(connectionId);
    return;
  }
  const t = firstTexts().packets.clearDialog;
  askToConfirm({
    title: t.title,
    text: t.text(packets),
    action: t.confirm(packets),
    run: () => clearNow(connectionId),
  });
}

function clearNow(connectionId: string): void {
  const connection = connectionById(connectionId);
  if (connection === undefined) return;
  const { handle, loop } = connection;
  const t = firstTexts().packets;
  const packets = loop.counters()?.packets ?? 0;
  const selected = selectionOf(connectionId);
  const count = clears.of(connectionId).count + 1;
  const newest = loop.counters()?.newest ?? 0;
  clears.set(connectionId, { count, isEmptied: true, newest });
  handle.send({ kind: 'clear' });
  loop.refresh();
  select(connectionId, { packet: undefined, topic: undefined });
  if (viewOf(connectionId).paused) setView(connectionId, { pausedAt: 0, pausedList: undefined });
  // The next Clear discards the packets that the previous one removed.
  const isLast = () => clears.of(connectionId).count === count;
  offerUndo(
    t.clearedCount(packets),
    () => {
      if (connectionById(connectionId) === undefined || !isLast()) throw new Error(t.clearedAgain);
      clears.change(connectionId, { isEmptied: false });
      handle.send({ kind: 'undo-clear' });
      loop.refresh();
      select(connectionId, selected);
    },
    () => {
      if (isLast()) handle.send({ kind: 'forget-cleared' });
    },
  );
}
