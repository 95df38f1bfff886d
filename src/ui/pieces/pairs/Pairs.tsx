import type { ReactNode } from 'react';
import { Button, EmptyState, useText } from '#kit';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { PairGrid, type PairsProps } from './PairGrid.tsx';

/** Requests with their replies, as paired by conventions. @param empty content of an empty list */
export function Pairs({ empty, ...props }: PairsProps & { readonly empty: ReactNode }) {
  const { pairs: t, emptyStates } = useText();
  const reply = useWindowPart(props.connectionId, 'pairs', undefined);
  const isFiltered = reply !== undefined && (reply.show !== 'all' || reply.search !== '');
  return (
    <>
      {reply !== undefined && reply.forgotten > 0 && (
        <p className="shrink-0 border-b border-line bg-warn-bg px-3 py-1 text-xs text-fg-2">
          {t.forgotten(reply.forgotten)}
        </p>
      )}
      <PairGrid
        {...props}
        empty={
          isFiltered ? (
            <EmptyState title={t.empty.filtered} text={t.empty.filteredText}>
              <Button onClick={() => props.onPlace({ show: 'all', search: '' })}>
                {emptyStates.next.showAll}
              </Button>
            </EmptyState>
          ) : (
            empty
          )
        }
      />
    </>
  );
}
