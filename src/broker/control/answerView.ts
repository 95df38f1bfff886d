/** Pages of the broker's state, made for repeated polling. */

import { topicNameError } from '../../mqtt/tables/topics.ts';
import { refused } from '../core/commands/refusals.ts';
import { clientDetail, clientsPage } from './clientViews.ts';
import type { ControlReply } from './control.ts';
import type { Parts } from './hostCommands.ts';
import { retainedPage } from './retainedViews.ts';
import { subscriptionsPage } from './subscriptionViews.ts';
import type { ViewCommand } from './views.ts';

export function answerView(
  { place, faults, rates, history }: Parts,
  command: ViewCommand,
  now: number,
): ControlReply {
  const { broker } = place;
  const { contents } = broker;
  const viewed = {
    contents,
    stepping: new Set(faults.held.stepping.map(({ client }) => client)),
    rates,
    history,
    now,
    hasLeft: (connection: number) => faults.ends.hasLeft(connection),
  };
  switch (command.kind) {
    case 'clients':
      rates.measure(contents.connections, now);
      return { kind: 'clients', time: now, ...clientsPage(viewed, command) };
    case 'client':
      return { kind: 'client', time: now, client: clientDetail(viewed, command.client) };
    case 'subscriptions': {
      const { topic } = command;
      const why = topic === undefined ? undefined : topicNameError(topic);
      if (why !== undefined) {
        return refused({ key: 'not-a-topic', args: { why } }, { path: 'topic' });
      }
      return { kind: 'subscriptions', time: now, ...subscriptionsPage(contents, command) };
    }
    case 'retained':
      return { kind: 'retained', time: now, ...retainedPage(contents, command, now) };
    case 'statistics':
      return { kind: 'statistics', time: now, sys: broker.sysValues(now) };
  }
}
