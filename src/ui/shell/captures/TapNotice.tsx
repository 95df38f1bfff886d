import { RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, confirm, Strip, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import { useBroker } from '../../session/broker/brokerStates.ts';
import { wantBroker } from '../../session/broker/brokers.ts';
import { openTapAgain } from '../../session/captures/openTapped.ts';
import { type OpenedTap, useConnection } from '../../session/connection/connections.ts';
import { shownName } from '../../session/shownName.ts';

/** Source of a tab's packets, the place where they were seen, and whether more can arrive. */
export function TapNotice({ connectionId }: { connectionId: string }) {
  const { taps: t, tapTab, kit, explain, captureFiles } = useText();
  const connection = useConnection(connectionId, 'handle', 'tap');
  const tap = connection?.tap;
  if (connection === undefined || tap === undefined) return null;
  const { state } = tap;
  const isAtTap = tap.deviceTap !== undefined;
  const title = isAtTap ? t.atTap : tapTab.title;
  return (
    <section aria-label={title}>
      <div className="flex shrink-0 items-center gap-3 border-b border-line bg-sel-2 px-3 py-1">
        <p className="min-w-0 flex-1">
          <b className="font-semibold">
            {title}
            {kit.colon}
            <bdi>
              {t.clientNames(tap.clients === 'all' ? tap.clients : tap.clients.map(shownName))}
            </bdi>
            {kit.stop}
          </b>
          {kit.gap}
          <span role="status">
            {state.kind === 'not-opened' ? captureFiles.tapGone : stateText(tap, t, kit.stop)}
          </span>
          {kit.gap}
          <span className="text-fg-2 max-sm:sr-only">{t.directions(isAtTap)}</span>
        </p>
        {state.kind === 'not-opened' && <WatchAgain connectionId={connectionId} from={tap.from} />}
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

/** Once the broker can be asked; it may have to be reached first. */
function WatchAgain({ connectionId, from }: { connectionId: string; from: string }) {
  const { captureFiles, taps: t } = useText();
  const broker = useBroker(from).kind;
  /** Number of attempts. */
  const [wanted, setWanted] = useState(0);
  useEffect(() => {
    if (wanted === 0) return;
    if (broker === 'open') openTapAgain(connectionId);
    else if (broker !== 'opening') confirm(t.failed);
  }, [wanted, broker, connectionId, t]);
  return (
    <Button
      look="action"
      icon={<RotateCw size={14} aria-hidden />}
      disabled={wanted > 0 && broker === 'opening'}
      onClick={() => {
        wantBroker(from);
        setWanted(wanted + 1);
      }}
    >
      {captureFiles.watchAgain}
    </Button>
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
