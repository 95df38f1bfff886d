import { visibleText } from '../../../payload/visibleText.ts';
import { Button } from '../../kit/Button.tsx';
import { useText } from '../../kit/language/useText.ts';
import { Strip } from '../../kit/Strip.tsx';
import { type OpenedTap, useConnection } from '../../session/connections.ts';
import { shownName } from '../../session/shownName.ts';

/** Whose packets a tab shows, where they were seen, and whether any more can come. */
export function TapNotice({ connectionId }: { connectionId: string }) {
  const { taps: t, tapTab, kit, explain } = useText();
  const connection = useConnection(connectionId, 'handle', 'tap');
  const tap = connection?.tap;
  if (connection === undefined || tap === undefined) return null;
  const { state } = tap;
  return (
    <section aria-label={tapTab.title}>
      <div className="flex shrink-0 items-center gap-3 border-b border-line bg-sel-2 px-3 py-1">
        <p className="min-w-0 flex-1">
          <b className="font-semibold">
            {tapTab.title}
            {kit.colon}
            <bdi>
              {t.clientNames(tap.clients === 'all' ? tap.clients : tap.clients.map(shownName))}
            </bdi>
            {kit.stop}
          </b>{' '}
          <span role="status">{stateText(tap, t, kit.stop)}</span>{' '}
          <span className="text-fg-2 max-sm:sr-only">{t.directions}</span>
        </p>
        {(state.kind === 'open' || state.kind === 'opening') && (
          <Button look="action" onClick={() => connection.handle.send({ kind: 'end-tap' })}>
            {t.end}
          </Button>
        )}
      </div>
      {(state.kind === 'lost' || state.kind === 'refused') && (
        <div role="alert">
          <Strip
            tone="warn"
            title={
              state.kind === 'lost' ? t.lost : t.refused(visibleText(explain.refusal(state.said)))
            }
          />
        </div>
      )}
    </section>
  );
}

function stateText(
  { state }: OpenedTap,
  t: ReturnType<typeof useText>['taps'],
  stop: string,
): string {
  if (state.kind === 'open') return `${t.open(state.connections)}${stop}`;
  return state.kind === 'opening' ? t.opening : state.kind === 'ended' ? t.ended : '';
}
