import { useEffect } from 'react';
import { Boundary, focusIfAwaited, Strip, Switch, tabPanelProps, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { BrokerFacts } from '../../../broker/control/control.ts';
import { BrokerParts } from '../../pieces/BrokerParts.tsx';
import {
  AskForToken,
  ForeignBroker,
  Lost,
  NotConnected,
  OPENED_FOCUS,
  Opening,
} from '../../pieces/strips/ClosedBroker.tsx';
import { useBroker } from '../../session/broker/brokerStates.ts';
import { useAsked } from '../../session/broker/brokers.ts';
import { order } from '../../session/broker/orders.ts';
import { type BrokerPart, setBrokerPlace, useBrokerPlace } from '../../session/broker/place.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { MessagesPane } from './bothEnds/MessagesPane.tsx';
import { ClientsPane } from './ClientsPane.tsx';
import { RetainedPane } from './RetainedPane.tsx';
import { readStatistics } from './readReplies.ts';
import { SensorsPane } from './SensorsPane.tsx';
import { SubscriptionsPane } from './SubscriptionsPane.tsx';
import { SysBoard } from './SysBoard.tsx';
import { SysList } from './SysList.tsx';
import { TapsPane } from './taps/TapsPane.tsx';

/** The broker at the other end: its state, and commands to it. */
export function BrokerView({ connectionId }: { connectionId: string }) {
  const broker = useBroker(connectionId);
  const hasSettings = useConnection(connectionId, 'settings')?.settings !== undefined;
  if (!hasSettings) return <NotConnected connectionId={connectionId} />;
  switch (broker.kind) {
    case 'elsewhere':
      return (
        <SysBoard
          connectionId={connectionId}
          below={<ForeignBroker connectionId={connectionId} />}
        />
      );
    case 'needs-token':
      return <AskForToken connectionId={connectionId} state={broker} />;
    case 'opening':
      return <Opening />;
    case 'lost':
      return <Lost said={broker.said} />;
    case 'open':
      return <OpenBroker connectionId={connectionId} facts={broker.facts} />;
  }
}

interface OpenBrokerProps {
  readonly connectionId: string;
  readonly facts: BrokerFacts;
}

function OpenBroker({ connectionId, facts }: OpenBrokerProps) {
  const { broker: t, explain } = useText();
  const { part, refused } = useBrokerPlace(connectionId);
  // Others may let the demo devices run or stop.
  useAsked(connectionId, { kind: 'facts' }, 2000);
  useEffect(() => focusIfAwaited(OPENED_FOCUS), []);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div data-focus={OPENED_FOCUS}>
        <BrokerParts connectionId={connectionId} value={part}>
          <span className="ml-auto flex min-w-0 shrink-0 items-center gap-3 px-2 max-sm:hidden">
            <span className="truncate text-xs text-fg-2 max-xl:hidden">
              {t.host(facts.host, facts.programVersion)}
            </span>
            {facts.fleet !== undefined && (
              <Switch
                label={t.fleet}
                title={t.fleetTitle}
                checked={facts.fleet.isRunning}
                onChange={(isRunning) =>
                  void order(connectionId, { kind: 'run-fleet', isRunning }, t.fleetNow(isRunning))
                }
              />
            )}
          </span>
        </BrokerParts>
      </div>
      {refused !== undefined && (
        <Strip
          tone="err"
          title={t.refused}
          onDismiss={() => setBrokerPlace(connectionId, { refused: undefined })}
        >
          <p className="break-words">{visibleText(explain.refusal(refused))}</p>
        </Strip>
      )}
      <div {...tabPanelProps('broker', t.part[part])} className="flex min-h-0 flex-1 flex-col">
        <Boundary key={part} part={part} name={t.part[part]}>
          <Part connectionId={connectionId} part={part} origin={facts.origin} />
        </Boundary>
      </div>
    </div>
  );
}

interface PartProps {
  readonly connectionId: string;
  readonly part: BrokerPart;
  readonly origin: number;
}

function Part({ connectionId, part, origin }: PartProps) {
  switch (part) {
    case 'clients':
      return <ClientsPane connectionId={connectionId} origin={origin} />;
    case 'subscriptions':
      return <SubscriptionsPane connectionId={connectionId} />;
    case 'retained':
      return <RetainedPane connectionId={connectionId} origin={origin} />;
    case 'messages':
      return <MessagesPane connectionId={connectionId} />;
    case 'taps':
      return <TapsPane connectionId={connectionId} />;
    case 'sensors':
      return <SensorsPane connectionId={connectionId} origin={origin} />;
    case 'sys':
      return <SysPane connectionId={connectionId} />;
  }
}

/** Current `$SYS` values of our broker. */
function SysPane({ connectionId }: { connectionId: string }) {
  const reply = readStatistics(useAsked(connectionId, { kind: 'statistics' }));
  return <SysList connectionId={connectionId} rows={reply?.sys} />;
}
