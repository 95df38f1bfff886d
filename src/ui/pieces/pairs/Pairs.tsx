import type { ReactNode } from 'react';
import { Button } from '../../kit/controls/Button.tsx';
import { EmptyState } from '../../kit/display/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { PairGrid, type PairsProps } from './PairGrid.tsx';

/** Requests with their replies, as paired by conventions. @param empty content of an empty list */
export function Pairs({ empty, ...props }: PairsProps & { readonly empty: ReactNode }) {
  const { pairs: t, emptyStates } = useText();
  const { next } = emptyStates;
  const reply = useWindowPart(props.connectionId, 'pairs', undefined);
  const isFiltered = reply?.show !== 'all' || reply.search !== '';
  const isOf = reply?.convention === props.convention;
  return (
    <>
      {isOf && reply !== undefined && reply.forgotten > 0 && (
        <p className="shrink-0 border-b border-line bg-warn-bg px-3 py-1 text-xs text-fg-2">
          {t.forgotten(reply.forgotten)}
        </p>
      )}
      <div className="relative flex min-h-0 flex-1 flex-col">
        <PairGrid {...props} />
        {(reply === undefined || (isOf && reply.total === 0)) && (
          <div className="pointer-events-none absolute inset-x-0 top-1/4 *:pointer-events-auto">
            {isFiltered && reply !== undefined ? (
              <EmptyState title={t.empty.filtered} text={t.empty.filteredText}>
                <Button onClick={() => props.onPlace({ show: 'all', search: '' })}>
                  {next.showAll}
                </Button>
              </EmptyState>
            ) : (
              empty
            )}
          </div>
        )}
      </div>
    </>
  );
}
