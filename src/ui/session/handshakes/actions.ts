/** Navigates between a packet and its exchange, and between the packets of an exchange. */
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { announce } from '../../kit/language/announcements.ts';
import { texts } from '../../kit/language/useText.ts';
import { focusTarget } from '../../kit/page/focus.ts';
import { connectionById } from '../connection/connections.ts';
import { select, selectionOf } from '../connection/selection.ts';
import { ladderOf, setLadder } from '../packet/ladderView.ts';
import { showPacket } from '../packets/actions.ts';
import { setView, viewOf } from '../view/tabView.ts';

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

/** `X`: only the ladder on the desk, or list and detail of the packet. Without an exchange, there is no ladder. */
export function toggleExchange(connectionId: string): void {
  const isShown = viewOf(connectionId).panel === 'packets';
  const { packet } = selectionOf(connectionId);
  if (isShown) {
    const { isThere, ...ladder } = ladderOf(connectionId);
    if (!isThere) {
      announce(texts().handshakes.noExchange);
      return;
    }
    const isWhole = !ladder.isWhole;
    setLadder(connectionId, { isWhole });
    focusWhenDrawn(isWhole ? 'ladder' : 'packets');
  } else if (packet !== undefined) openExchangeOf(connectionId, packet);
}

/** Shows the ladder of a packet's exchange. */
export function openExchangeOf(connectionId: string, packet: number): void {
  showPacket(connectionId, packet);
  setLadder(connectionId, { isWhole: true });
  focusWhenDrawn('ladder');
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
