/** Description of a panel for the shell. Desks, tabs, palette and help read it. */
import type { ReactNode } from 'react';
import type { SubscriptionStatus } from '../../connection/protocol/protocol.ts';
import type { Counters } from '../../engine/window/window.ts';
import type { FirstTexts } from '../../i18n/en/first.ts';
import type { ConnectionSettings } from '../../profiles/settings/settings.ts';
import type { Loading } from '../kit/language/loading.ts';
import type { Action } from './action.ts';
import type { BrokerState } from './broker/brokerLink.ts';
import { brokerOf, useBroker } from './broker/brokerStates.ts';
import { connectionById, type OpenConnection, useConnection } from './connection/connections.ts';
import { useCounter } from './connection/useWindowPart.ts';
import type { WindowPart } from './connection/windows.ts';
import type { DeskId, PaneId, PanelId, ViewId } from './view/tabView.ts';

/** The counters that panels read; the others change with each message. */
const panelCounters = ({ topics, devices, problems, pairs }: Counters) => ({
  topics,
  devices,
  problems: { unread: problems.unread },
  pairs,
});
type PanelCounters = ReturnType<typeof panelCounters>;

/** Input for a panel's availability and the count next to its name. */
export interface About {
  readonly isFile: boolean;
  readonly settings: ConnectionSettings | undefined;
  readonly subscriptions: readonly SubscriptionStatus[];
  readonly counters: PanelCounters | undefined;
  readonly broker: BrokerState | undefined;
}

interface Tab<Id extends ViewId> {
  readonly id: Id;
  /** Some connections have it; without, all do. */
  readonly isThere?: (about: About) => boolean;
  /** Beside its name. */
  readonly count?: (about: About, words: FirstTexts) => string | undefined;
  /** Text of an alarm on the panel's tab, if any. */
  readonly alarm?: (about: About, words: FirstTexts) => string | undefined;
  /** Set if showing it needs more than bringing it to the front. */
  readonly show?: (connectionId: string) => void;
  /** Actions of the panel, available everywhere. */
  readonly actions?: Loading<(connectionId: string) => readonly Action[]>;
}

/** Fills the middle of the window. */
export interface Panel extends Tab<PanelId> {
  readonly desk: DeskId;
  /** Chosen in the pane at the left of a wide window, so that it needs no tab there. */
  readonly isBeside?: true;
  /** The panel that contains this one, so that it needs no tab. */
  readonly within?: PanelId;
  /** The part of the window without which it shows nothing; undefined: its data is not the worker's. */
  readonly reads?: WindowPart;
  readonly Body: (props: { readonly connectionId: string }) => ReactNode;
}

/** A pane beside the panel, or instead of it in narrow windows. */
export type Pane = Tab<PaneId>;

/** Redraws the component on changes. */
export function useAbout(connectionId: string): About {
  const connection = useConnection(connectionId, 'settings', 'state', 'subscriptions');
  return aboutOf(connection, useCounter(connectionId, panelCounters), useBroker(connectionId));
}

/** The same for code outside of components. */
export function aboutNow(connectionId: string): About {
  const connection = connectionById(connectionId);
  return aboutOf(connection, connection?.loop.counters(), brokerOf(connectionId));
}

function aboutOf(
  connection: Pick<OpenConnection, 'settings' | 'state' | 'subscriptions'> | undefined,
  counters: PanelCounters | undefined,
  broker: BrokerState | undefined,
): About {
  return {
    isFile: connection?.state.kind === 'file',
    settings: connection?.settings,
    subscriptions: connection?.subscriptions ?? [],
    counters,
    broker,
  };
}
