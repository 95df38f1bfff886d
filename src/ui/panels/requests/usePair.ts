/** The selected request with its reply, of MQTT 5 or of a convention. */
import { useEffect, useRef, useState } from 'react';
import type { PairState } from '../../../engine/requestResponse/pair.ts';
import type { ReplyState } from '../../../engine/requestResponse/reply.ts';
import type { WindowReply } from '../../../engine/window/window.ts';
import { NARROW, useMedia } from '../../kit/page/useMedia.ts';
import { useSelection } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import {
  setPairs,
  setReplies,
  useRequestList,
  useRequestsPlace,
} from '../../session/requests/requestsPlace.ts';

export interface Pair {
  /** Packet numbers; the first for replies. */
  readonly request: number | undefined;
  readonly reply: number | undefined;
  /** Time of the request, or of a reply without one; µs since the capture's origin. */
  readonly time: number;
  readonly latency: number | undefined;
  readonly state: PairState | ReplyState;
}

type Row = NonNullable<WindowReply['replies'] | WindowReply['pairs']>['rows'][number];

const pairOf = ({ request, reply, time, latency, state }: Row): Pair => ({
  request,
  reply,
  time,
  latency,
  state,
});

const has = ({ request, reply }: Row | Pair, packet: number | undefined): boolean =>
  packet !== undefined && (request === packet || reply === packet);

/**
 * undefined: none is selected. Selects a request once, so that the view does not open empty: that of the packet that
 * the user selected before, or the newest one. A single column shows only the list at first.
 */
export function usePair(connectionId: string): Pair | undefined {
  const list = useRequestList(connectionId);
  const { chosen } = useRequestsPlace(connectionId)[list];
  const { packet, isNewest } = useSelection(connectionId);
  const isNarrow = useMedia(NARROW);
  const replies = useWindowPart(connectionId, 'replies', undefined);
  const pairs = useWindowPart(connectionId, 'pairs', undefined);
  const rows: readonly Row[] = (list === 'pairs' ? pairs?.rows : replies?.rows) ?? [];
  const first = (isNewest ? undefined : rows.find((row) => has(row, packet))) ?? rows.at(-1);
  const firstPacket = first?.request ?? first?.reply;
  const doneFor = useRef<string>(undefined);
  useEffect(() => {
    const of = `${connectionId} ${list}`;
    if (doneFor.current === of || firstPacket === undefined) return;
    doneFor.current = of;
    if (chosen !== undefined || isNarrow) return;
    const change = { chosen: firstPacket };
    if (list === 'pairs') setPairs(connectionId, change);
    else setReplies(connectionId, change);
  }, [connectionId, list, chosen, firstPacket, isNarrow]);
  const row = rows.find((each) => has(each, chosen));
  // Its row may be scrolled out of sight, or hidden by a filter.
  const [held, setHeld] = useState<Pair>();
  const found = row && pairOf(row);
  if (found !== undefined && JSON.stringify(found) !== JSON.stringify(held)) setHeld(found);
  return found ?? (held !== undefined && has(held, chosen) ? held : undefined);
}
