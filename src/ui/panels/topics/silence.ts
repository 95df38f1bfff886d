/** Possible reasons why nothing arrives through granted subscriptions. */
import type { SubscriptionStatus } from '../../../connection/protocol/protocol.ts';
import { splitShared } from '../../../mqtt/tables/topics.ts';
import type { OpenConnection } from '../../session/connection/connections.ts';

export interface Silence {
  /** False if no subscription asks for retained messages. */
  readonly hasRetained: boolean;
  /** Shared subscriptions, of which other clients may receive the messages. */
  readonly shared: readonly string[];
  /** Filters that were not granted. */
  readonly notGranted: readonly string[];
  /** Granted with a lower QoS than requested. */
  readonly lowered: readonly string[];
  /** Nothing better is known than that access rules may withhold messages. */
  readonly mayBeWithheld: boolean;
  /** A filter that begins with a wildcard, if no other includes topics that begin with `$`. */
  readonly withoutDollar: string | undefined;
  /** No filter is for everything. */
  readonly mayMiss: boolean;
}

type Subscribed = Pick<OpenConnection, 'settings' | 'subscriptions'>;

/** @param isFree the broker is ours and has no users, so that everybody may read everything */
export function silenceOf({ settings, subscriptions }: Subscribed, isFree: boolean): Silence {
  const isShared = (filter: string): boolean =>
    settings?.version === 5 && splitShared(filter) !== undefined;
  const granted = subscriptions.filter(({ state }) => state.kind === 'granted');
  const shared = filtersOf(granted).filter(isShared);
  const heard = filtersOf(granted).map((filter) =>
    isShared(filter) ? (splitShared(filter)?.filter ?? filter) : filter,
  );
  const lowered = filtersOf(
    granted.filter(
      ({ subscription, state }) => state.kind === 'granted' && state.qos < subscription.qos,
    ),
  );
  const notGranted = filtersOf(subscriptions.filter(({ state }) => FAILED.has(state.kind)));
  return {
    hasRetained: granted.some(
      ({ subscription }) => subscription.retainHandling !== 2 && !isShared(subscription.filter),
    ),
    shared,
    notGranted,
    lowered,
    mayBeWithheld: !isFree && notGranted.length === 0 && lowered.length === 0,
    withoutDollar: heard.some((filter) => filter.startsWith('$'))
      ? undefined
      : heard.find((filter) => /^[#+]/.test(filter)),
    mayMiss: !heard.includes('#'),
  };
}

const FAILED: ReadonlySet<SubscriptionStatus['state']['kind']> = new Set([
  'refused',
  'held',
  'not-sent',
]);

const filtersOf = (all: readonly SubscriptionStatus[]): readonly string[] =>
  all.map(({ subscription }) => subscription.filter);
