import { useListLayout } from '#kit';
import { ListAndDetail } from '../../pieces/lists/ListAndDetail.tsx';
import { useRequestList } from '../../session/requests/requestsPlace.ts';
import { PairGrid } from './PairGrid.tsx';
import { PairPane, type PayloadOf } from './PairPane.tsx';
import { ReplyGrid } from './ReplyGrid.tsx';
import { Toolbar } from './Toolbar.tsx';
import { usePair } from './usePair.ts';

interface RequestsViewProps {
  readonly connectionId: string;
  readonly Payload: PayloadOf;
}

/** Requests of MQTT 5 or of the conventions of all ecosystems, and the selected one with its reply. */
export function RequestsView({ connectionId, Payload }: RequestsViewProps) {
  const list = useRequestList(connectionId);
  const layout = useListLayout();
  const pair = usePair(connectionId);
  const packet = pair?.request ?? pair?.reply;
  return (
    <ListAndDetail
      chosen={packet}
      list={
        <>
          <Toolbar connectionId={connectionId} />
          {list === 'pairs' ? (
            <PairGrid connectionId={connectionId} />
          ) : (
            <ReplyGrid connectionId={connectionId} layout={layout} />
          )}
        </>
      }
      detail={pair && <PairPane key={packet} {...{ connectionId, pair, Payload }} />}
    />
  );
}
