/** Navigates between a packet and its exchange, and between the packets of an exchange. */
import type { ExchangeDetail, ExchangeRow } from '../../../engine/exchanges/exchange.ts';
import { focusTarget } from '../../kit/focus.ts';
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { connectionById } from '../connections.ts';
import { selectPacket, showPacket } from '../packets/actions.ts';
import { select, selectionOf } from '../selection.ts';
import { setView, showPanel, viewOf } from '../tabView.ts';
import { setHandshakes } from './state.ts';

/** The exchange that the selection is in. */
async function selectedExchange(connectionId: string): Promise<ExchangeDetail | undefined> {
  const { exchange, packet } = selectionOf(connectionId);
  const wanted =
    exchange !== undefined ? { exchange } : packet !== undefined ? { packet } : undefined;
  if (wanted === undefined) return undefined;
  const reply = await connectionById(connectionId)
    ?.handle.ask({ kind: 'window', request: { exchange: wanted } })
    // The connection was closed meanwhile: there is nothing left to show.
    .catch(() => undefined);
  return reply?.exchange ?? undefined;
}

/** Selects an exchange, at its first packet unless the selected one belongs to it. */
export function chooseExchange(connectionId: string, row: ExchangeRow): void {
  const { exchange, packet, topic } = row;
  const isTopic = row.kind === 'publish' && topic !== undefined;
  select(connectionId, { packet, exchange, ...(isTopic ? { topic } : {}) });
}

let stepping: Promise<void> = Promise.resolve();

/** `[` and `]`: selects the packet before or after the selected one in its exchange. */
export function stepInExchange(connectionId: string, by: 1 | -1): void {
  // Sequential, so that a held key continues from the last step.
  stepping = stepping.then(() => step(connectionId, by));
}

async function step(connectionId: string, by: 1 | -1): Promise<void> {
  const t = texts().handshakes;
  const { packet } = selectionOf(connectionId);
  if (packet === undefined) return;
  const detail = await selectedExchange(connectionId);
  const at = detail?.steps.findIndex((each) => each.packet === packet) ?? -1;
  if (detail === undefined || at < 0) {
    announce(t.noExchange);
    return;
  }
  const next = detail.steps[at + by];
  if (next === undefined) {
    announce(by < 0 ? t.noFurther.previous : t.noFurther.next);
    return;
  }
  setView(connectionId, { following: false });
  select(connectionId, { packet: next.packet, exchange: detail.row.exchange });
}

/** `X`: from the selected packet to its exchange, and back to the packet list. */
export function toggleExchange(connectionId: string): void {
  if (viewOf(connectionId).panel === 'handshakes') showPacketOfExchange(connectionId);
  else if (selectionOf(connectionId).packet !== undefined) openExchange(connectionId);
}

/** Shows the exchange of the selected packet. */
function openExchange(connectionId: string): void {
  // The exchange must be in the list, whatever the filters are.
  setHandshakes(connectionId, { list: 'exchanges', show: 'all', search: '', part: 'steps' });
  showPanel(connectionId, 'handshakes');
  focusWhenDrawn('handshakes');
}

/** Shows a packet's exchange. */
export function openExchangeOf(connectionId: string, packet: number): void {
  selectPacket(connectionId, packet);
  openExchange(connectionId);
}

/** Returns to the packet list, at the packet selected here. */
export function showPacketOfExchange(connectionId: string, packet?: number): void {
  const shown = packet ?? selectionOf(connectionId).packet;
  if (shown === undefined) return;
  showPacket(connectionId, shown);
  focusWhenDrawn('packets');
}

function focusWhenDrawn(name: string): void {
  requestAnimationFrame(() => focusTarget(name));
}
