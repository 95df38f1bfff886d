/** Views of what the broker holds: pages, asked for again and again. */

import { clientDetail, clientsPage } from './clientViews.ts';
import type { ControlReply } from './control.ts';
import type { Parts } from './hostCommands.ts';
import type { ViewCommand } from './views.ts';

export function answerView(parts: Parts, command: ViewCommand, now: number): ControlReply {
  const viewed = {
    contents: parts.place.broker.contents,
    stepping: new Set(parts.faults.stepping.map(({ client }) => client)),
  };
  switch (command.kind) {
    case 'clients':
      return { kind: 'clients', time: now, ...clientsPage(viewed, command) };
    case 'client':
      return { kind: 'client', time: now, client: clientDetail(viewed, command.client) };
    case 'subscriptions':
    case 'retained':
    case 'statistics':
      return { kind: 'refused', reason: 'This broker does not know this command yet.' };
  }
}
