/** Subscriptions of all clients, by client and in the order in which each subscribed. */
import type { Contents } from '../contents.ts';
import type { Session, Subscription } from '../session.ts';
import { subscriptionRow } from './clientViews.ts';
import { containing, type Page } from './page.ts';
import type { SubscriptionRow, ViewCommand } from './views.ts';

type Wanted = Extract<ViewCommand, { readonly kind: 'subscriptions' }>;

export function subscriptionsPage(
  contents: Contents,
  { first, count, text, topic }: Wanted,
): Page<SubscriptionRow> {
  const chosen = topic === undefined ? undefined : matchingBySession(contents, topic);
  const rows: SubscriptionRow[] = [];
  let total = 0;
  const pass = (subscriptions: Iterable<Subscription>): void => {
    for (const subscription of subscriptions) {
      if (total >= first && rows.length < count) rows.push(subscriptionRow(subscription));
      total += 1;
    }
  };
  const mentioned = text === undefined ? undefined : containing(text);
  for (const session of sessionsByName(contents)) {
    const { clientId, subscriptions } = session;
    const own = chosen === undefined ? subscriptions : chosen.get(session);
    if (own === undefined) continue;
    const isOnPage = total + size(own) > first && rows.length < count;
    const isWhole = mentioned === undefined || mentioned.test(clientId);
    if (!isWhole) pass(filtered(values(own), mentioned));
    else if (isOnPage) pass(values(own));
    else total += size(own);
  }
  return { first, total, rows };
}

type Own = ReadonlyMap<string, Subscription> | readonly Subscription[];

const size = (own: Own): number => ('size' in own ? own.size : own.length);
const values = (own: Own): Iterable<Subscription> => own.values();

function* filtered(
  subscriptions: Iterable<Subscription>,
  mentioned: RegExp,
): Generator<Subscription> {
  for (const subscription of subscriptions) {
    if (mentioned.test(subscription.filter)) yield subscription;
  }
}

function matchingBySession(
  contents: Contents,
  topic: string,
): ReadonlyMap<Session, Subscription[]> {
  const found = new Map<Session, Subscription[]>();
  for (const subscription of contents.router.matching(topic)) {
    const own = found.get(subscription.session);
    if (own === undefined) found.set(subscription.session, [subscription]);
    else own.push(subscription);
  }
  return found;
}

function* sessionsByName({ sessions }: Contents): Generator<Session> {
  for (const name of sessions.names) {
    const session = sessions.get(name);
    if (session !== undefined) yield session;
  }
}
