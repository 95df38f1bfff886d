/** Description of a view for the shell. Tabs, palette, keys and help read it. */
import type { ReactNode } from 'react';
import type { SubscriptionStatus } from '../../connection/protocol/protocol.ts';
import type { Counters } from '../../engine/capture/window.ts';
import type { FirstTexts } from '../../i18n/en/first.ts';
import type { ConnectionSettings } from '../../profiles/settings/settings.ts';
import type { Loading } from '../kit/language/loading.ts';
import type { Action } from './action.ts';
import type { BrokerState } from './brokerLink.ts';
import { brokerOf, useBroker } from './brokerStates.ts';
import { connectionById, type OpenConnection, useConnection } from './connections.ts';
import type { CentreView, ViewId } from './tabView.ts';
import { useCounters } from './useWindowPart.ts';

/** Input for a view's availability and the count next to its name. */
export interface About {
  readonly isFile: boolean;
  readonly settings: ConnectionSettings | undefined;
  readonly subscriptions: readonly SubscriptionStatus[];
  readonly counters: Counters | undefined;
  readonly broker: BrokerState | undefined;
}

interface Tab<Id extends ViewId> {
  readonly id: Id;
  /** With Alt, it shows the view. */
  readonly digit?: number;
  /** Some connections have it; without, all do. */
  readonly isThere?: (about: About) => boolean;
  /** Beside its name. */
  readonly count?: (about: About, words: FirstTexts) => string | undefined;
  /** Something there wants a look; what, in words. */
  readonly alarm?: (about: About, words: FirstTexts) => string | undefined;
  /** Set if showing the view needs more than bringing it to the front. */
  readonly show?: (connectionId: string) => void;
  /** Actions of the view, available everywhere. */
  readonly actions?: Loading<(connectionId: string) => readonly Action[]>;
}

/** A view in the middle of the window. */
export interface View extends Tab<CentreView> {
  readonly Body: (props: { readonly connectionId: string }) => ReactNode;
}

/** Panes that have a tab only in narrow windows, or that fill their connection's tab. */
export type Pane = Tab<Exclude<ViewId, CentreView>>;

/** Redraws the component on changes. */
export function useAbout(connectionId: string): About {
  const connection = useConnection(connectionId, 'settings', 'state', 'subscriptions');
  return aboutOf(connection, useCounters(connectionId), useBroker(connectionId));
}

/** The same for code outside of components. */
export function aboutNow(connectionId: string): About {
  const connection = connectionById(connectionId);
  return aboutOf(connection, connection?.loop.counters(), brokerOf(connectionId));
}

function aboutOf(
  connection: Pick<OpenConnection, 'settings' | 'state' | 'subscriptions'> | undefined,
  counters: Counters | undefined,
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
