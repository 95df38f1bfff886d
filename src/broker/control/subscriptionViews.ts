/** Views of the subscriptions of all clients, by client in the order of subscribing. */

import { containing, type Page } from '../core/commands/page.ts';
import type { Session, Subscription } from '../core/sessions/session.ts';
import type { Contents } from '../core/state/contents.ts';
import { subscriptionRow } from './clientViews.ts';
import { type Key, sortedPage } from './sortedPage.ts';
import type { SubscriptionOrder, SubscriptionRow, ViewCommand } from './views.ts';

type Wanted = Extract<ViewCommand, { readonly kind: 'subscriptions' }>;

export function subscriptionsPage(contents: Contents, wanted: Wanted): Page<SubscriptionRow> {
  const { first, order = 'client', descending = false } = wanted;
  if (order === 'client' && !descending) return pageByClient(contents, wanted);
  const all = [...matching(contents, wanted)];
  const keyOf = (subscription: Subscription): Key => subscriptionKey(subscription, order);
  const rows = sortedPage(all, keyOf, descending, wanted).map(subscriptionRow);
  return { first, total: all.length, rows };
}

/** All requested subscriptions, by client. */
function* matching(
  { sessions, router }: Contents,
  { text, topic }: Wanted,
): Generator<Subscription> {
  const chosen = topic === undefined ? undefined : bySession(router.matching(topic));
  const mentioned = text === undefined ? undefined : containing(text);
  for (const name of sessions.names) {
    const session = sessions.get(name);
    if (session === undefined) continue;
    const own = chosen === undefined ? session.subscriptions.values() : chosen.get(session);
    if (own === undefined) continue;
    yield* mentioned === undefined || mentioned.test(name) ? own : withText(own, mentioned);
  }
}

function subscriptionKey(subscription: Subscription, order: SubscriptionOrder): Key {
  switch (order) {
    case 'client':
      return subscription.session.clientId;
    case 'filter':
      return subscription.filter;
    case 'connected':
      return subscription.session.link === undefined ? 1 : 0;
    case 'qos':
      return subscription.qos;
    case 'identifier':
      return subscription.identifier;
  }
}

/** Rows outside the page are only counted. */
function pageByClient(contents: Contents, wanted: Wanted): Page<SubscriptionRow> {
  const { first, count, text, topic } = wanted;
  const { sessions, router } = contents;
  const rows: SubscriptionRow[] = [];
  let total = 0;
  const add = (subscriptions: Iterable<Subscription>, size: number): void => {
    if (total + size > first && rows.length < count) {
      let place = total;
      for (const subscription of subscriptions) {
        if (place >= first) rows.push(subscriptionRow(subscription));
        if (rows.length === count) break;
        place += 1;
      }
    }
    total += size;
  };
  const chosen = topic === undefined ? undefined : bySession(router.matching(topic));
  const mentioned = text === undefined ? undefined : containing(text);
  for (const name of sessions.names) {
    const session = sessions.get(name);
    if (session === undefined) continue;
    const isWhole = mentioned === undefined || mentioned.test(name);
    if (chosen === undefined && isWhole) {
      // Rows after the page need not be counted individually.
      if (mentioned === undefined && rows.length === count) break;
      add(session.subscriptions.values(), session.subscriptions.size);
      continue;
    }
    const own = chosen === undefined ? session.subscriptions.values() : chosen.get(session);
    if (own === undefined) continue;
    const found = isWhole ? [...own] : withText(own, mentioned);
    add(found, found.length);
  }
  const isAll = chosen === undefined && mentioned === undefined;
  return { first, total: isAll ? router.subscriptions : total, rows };
}

function withText(subscriptions: Iterable<Subscription>, text: RegExp): Subscription[] {
  const found: Subscription[] = [];
  for (const subscription of subscriptions) {
    if (text.test(subscription.filter)) found.push(subscription);
  }
  return found;
}

function bySession(subscriptions: readonly Subscription[]): ReadonlyMap<Session, Subscription[]> {
  const found = new Map<Session, Subscription[]>();
  for (const subscription of subscriptions) {
    const own = found.get(subscription.session);
    if (own === undefined) found.set(subscription.session, [subscription]);
    else own.push(subscription);
  }
  return found;
}
