import { useState } from 'react';
import { EmptyState, useListLayout, useText } from '#kit';
import type { PacketDetail } from '../../../engine/window/window.ts';
import { Pairs } from '../../pieces/pairs/Pairs.tsx';
import { ReplySection } from '../../pieces/pairs/ReplySection.tsx';
import { useSelection } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { useRequestList } from '../../session/requests/requestsPlace.ts';
import { ReplyGrid } from './ReplyGrid.tsx';
import { Toolbar } from './Toolbar.tsx';
import { usePairs } from './usePairs.ts';

/** Requests with their replies, of MQTT 5 or of the conventions of all ecosystems. */
export function RequestsView({ connectionId }: { connectionId: string }) {
  const list = useRequestList(connectionId);
  const layout = useListLayout();
  return (
    <div className="flex h-full min-h-0 min-w-0 flex-1 flex-col bg-pane">
      <Toolbar connectionId={connectionId} />
      {list === 'pairs' ? (
        <PairList connectionId={connectionId} />
      ) : (
        <>
          <ReplyGrid connectionId={connectionId} layout={layout} />
          <RequestLine connectionId={connectionId} />
        </>
      )}
    </div>
  );
}

/** Requests with their replies, as paired by conventions of all ecosystems. */
function PairList({ connectionId }: { connectionId: string }) {
  const t = useText().pairs;
  const pairs = usePairs(connectionId);
  return <Pairs {...pairs} empty={<EmptyState title={t.empty.title} text={t.empty.text} />} />;
}

/**
 * Replies to the selected request, and a button to reply. The request is loaded once, because it may be
 * large.
 */
function RequestLine({ connectionId }: { connectionId: string }) {
  const { packet } = useSelection(connectionId);
  const [held, setHeld] = useState<PacketDetail>();
  const have = held !== undefined && held.row.number === packet;
  const reply = useWindowPart(connectionId, 'packet', have ? undefined : packet);
  if (!have && reply && reply.row.number === packet) setHeld(reply);
  return have ? <ReplySection connectionId={connectionId} detail={held} /> : null;
}
