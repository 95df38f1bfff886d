/** Changes the display of a connection's topics, stored in this browser by the broker's address. */
import { rebased } from '../../../profiles/settings/rebased.ts';
import { remember, remembered } from '../../kit/language/remembered.ts';
import { connectionById } from '../../session/connection/connections.ts';
import { keptAddress } from '../../session/keptAddress.ts';
import { ALL_BY_NAME, KEPT, ORDERS, type ShownTopics, shown } from './shown.ts';

/** Limit of stored topics per list, and of addresses. */
const MOST = 100;

export function changeShown(connectionId: string, change: Partial<ShownTopics>): void {
  const before = shown.of(connectionId);
  shown.change(connectionId, change);
  const now = shown.of(connectionId);
  const connection = connectionById(connectionId);
  const { order, hidden } = now;
  if (order !== before.order || hidden !== before.hidden)
    connection?.handle.send({ kind: 'arrange-topics', order, hidden });
  connection?.loop.refresh();
  keep(keptAddress(connection?.settings?.url), before, now);
}

/** Applies the stored tree settings for the broker at that address. */
export function showAsKept(connectionId: string, url: string | undefined): void {
  const address = keptAddress(url);
  const kept = address === undefined ? undefined : all()[address];
  const pinned = texts(kept, 'pinned');
  const hidden = texts(kept, 'hidden');
  const order = ORDERS.find((one) => one === partOf(kept, 'order')) ?? ALL_BY_NAME.order;
  if (kept !== undefined) changeShown(connectionId, { order, pinned, hidden });
}

function keep(address: string | undefined, before: ShownTopics, shownNow: ShownTopics): void {
  if (address === undefined) return;
  const { [address]: stored, ...others } = all();
  const { order } = shownNow;
  // Another tab may have pinned or hidden topics of the same broker.
  const list = (name: 'pinned' | 'hidden') =>
    rebased(texts(stored, name), before[name], shownNow[name], (topic) => topic).slice(-MOST);
  const [pinned, hidden] = [list('pinned'), list('hidden')];
  const now = { order, pinned, hidden };
  const isOrder = order !== ALL_BY_NAME.order;
  const isNews = isOrder || pinned.length > 0 || hidden.length > 0;
  const entries = Object.entries(others).slice(1 - MOST);
  remember(KEPT, Object.fromEntries(isNews ? [...entries, [address, now]] : entries));
}

function all(): Readonly<Record<string, unknown>> {
  const kept = remembered(KEPT);
  return typeof kept === 'object' && kept !== null ? { ...kept } : {};
}

function partOf(kept: unknown, name: string): unknown {
  return typeof kept === 'object' && kept !== null
    ? new Map(Object.entries(kept)).get(name)
    : undefined;
}

function texts(kept: unknown, name: string): readonly string[] {
  const list = partOf(kept, name);
  return Array.isArray(list) ? list.filter((one) => typeof one === 'string').slice(0, MOST) : [];
}
