/**
 * Brokers of the connections that have a control interface. Each broker has a single line, shared by its
 * connections and opened on first use.
 */

import { useEffect, useState } from 'react';
import type { ControlCommand, ControlReply } from '../../../broker/control/control.ts';
import { notAsked } from '../../../broker/core/commands/lineRefusals.ts';
import type { ControlAccess } from '../../../connection/control/controlAccess.ts';
import { browserSurroundings } from '../../../connection/control/surroundings.ts';
import { isBridged } from '../../../profiles/addresses/bridgedAddress.ts';
import { guarded } from '../../kit/failures/uncaught.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import { useConnections } from '../connection/connections.ts';
import { poll } from '../connection/polling.ts';
import { BrokerLink } from './brokerLink.ts';
import { type BrokerPlace, placeKey } from './brokerPlace.ts';
import { brokerPlaceOf, useBrokerStates, useKnownBroker, type Whose } from './brokerStates.ts';
import { pageCompanion } from './companion.ts';
import {
  acceptPass,
  bareToken,
  currentPass,
  forgetPass,
  givePass,
  passOfPage,
  whenPassed,
} from './controlPass.ts';
import { controlWanted, tabBroker, wantControl } from './tabBroker.ts';

const links = new Map<string, BrokerLink>();

/** Never shown or logged, and stored only if it is for the page's own companion. */
export function giveToken(connectionId: string, token: string): void {
  const bare = bareToken(token);
  const link = linkOf(connectionId);
  if (link?.isPages === true) givePass(bare);
  link?.giveToken(bare);
}

/** Never rejects: commands that cannot be sent result in `refused`. */
export function askBroker(
  connectionId: string,
  command: ControlCommand,
  whose?: Whose,
): Promise<ControlReply> {
  return linkOf(connectionId, whose)?.ask(command) ?? Promise.resolve(notAsked('no-interface'));
}

/**
 * For workers, which open their own line. Undefined unless the broker is open. Each call creates a new port,
 * which is to be transferred.
 */
export function controlAccess(connectionId: string, whose?: Whose): ControlAccess | undefined {
  return linkOf(connectionId, whose)?.access();
}

/** Opens a broker unless it is open. */
export function openBroker(connectionId: string, whose?: Whose): void {
  linkOf(connectionId, whose);
}

/** Opens a broker because a command will follow. */
export function wantBroker(connectionId: string): void {
  linkOf(connectionId)?.want();
}

function linkOf(connectionId: string, whose?: Whose): BrokerLink | undefined {
  const place = brokerPlaceOf(connectionId, whose);
  if (place === undefined) return undefined;
  const key = placeKey(place);
  return links.get(key) ?? openLink(key, place);
}

function openLink(key: string, place: BrokerPlace): BrokerLink {
  const link = new BrokerLink(
    place,
    {
      companion: pageCompanion,
      pass: passOfPage,
      acceptPass,
      forgetPass,
      tab: () => tabBroker.control(),
      tabWanted: controlWanted,
      wantTab: wantControl,
      noAnswer: (address) => firstTexts().facts.noAnswer(address),
      surroundings: browserSurroundings,
    },
    (state) => useBrokerStates.setState({ [key]: state }),
  );
  links.set(key, link);
  return link;
}

whenPassed(() => {
  for (const link of links.values()) link.passed();
});

/** Tokens with which connections were begun, by connection. */
const begunWith = new Map<string, string | undefined>();

/** The bridge of the page's companion accepts and refuses the same token as its control interface. */
useConnections.subscribe(
  guarded('tokens of the bridge', ({ list }, before) => {
    for (const { id, failure, settings, state } of list) {
      const was = before.list.find((one) => one.id === id);
      if (state !== was?.state && settings && isBridged(settings.url, settings.line)) {
        if ((was?.state.kind ?? 'closed') === 'closed') begunWith.set(id, currentPass());
        const token = begunWith.get(id);
        if (state.kind === 'connected' && token !== undefined) acceptPass(token);
      }
      if (failure?.kind !== 'no-bridge' || failure.said?.fact?.key !== 'token-wrong') continue;
      const token = currentPass();
      if (was?.failure !== failure && token !== undefined) forgetPass(token);
    }
    for (const id of begunWith.keys()) {
      if (!list.some((one) => one.id === id)) begunWith.delete(id);
    }
  }),
);

/** Closes lines to brokers without a connection. Lost brokers may be available again. */
useConnections.subscribe(
  guarded('lines to brokers', ({ list }, before) => {
    if (links.size === 0 || list === before.list) return;
    const used = new Set<string>();
    for (const { id, state } of list) {
      const was = before.list.find((one) => one.id === id)?.state.kind;
      for (const whose of ['broker', 'host'] as const) {
        const place = brokerPlaceOf(id, whose);
        if (place === undefined) continue;
        const key = placeKey(place);
        used.add(key);
        if (state.kind === 'connected' && was !== 'connected') links.get(key)?.hurry();
      }
    }
    for (const [key, link] of links) {
      if (used.has(key)) continue;
      link.close();
      links.delete(key);
      useBrokerStates.setState(
        (states) => Object.fromEntries(Object.entries(states).filter(([name]) => name !== key)),
        true,
      );
    }
  }),
);

/**
 * The latest answer to a command, repeated this many ms after each answer while the page is visible. A
 * different command (compared by value) is sent at once. Until its answer arrives, only the answer of another
 * page or search of the same list is kept. `undefined` sends and opens nothing.
 */
export function useAsked(
  connectionId: string,
  command: ControlCommand | undefined,
  everyMs = 1000,
  whose?: Whose,
): ControlReply | undefined {
  const wanted = useSteady(command);
  const { key, state } = useKnownBroker(connectionId, whose);
  const isOpen = state.kind === 'open';
  const [answer, setAnswer] = useState<Answer | undefined>(undefined);
  useEffect(() => {
    if (wanted === undefined || key === undefined) return undefined;
    if (!isOpen) {
      linkOf(connectionId, whose)?.want();
      return undefined;
    }
    return poll({
      ask: () => askBroker(connectionId, wanted, whose),
      tell: (reply) => setAnswer({ connectionId, command: wanted, reply }),
      everyMs,
    });
  }, [connectionId, key, wanted, everyMs, isOpen, whose]);
  if (!isOpen || wanted === undefined || answer?.connectionId !== connectionId) return undefined;
  return stands(answer.command, wanted) ? answer.reply : undefined;
}

interface Answer {
  readonly connectionId: string;
  readonly command: ControlCommand;
  readonly reply: ControlReply;
}

/** The same object as long as the value is the same. */
function useSteady<T>(value: T): T {
  const [steady, setSteady] = useState(value);
  if (steady === value || JSON.stringify(steady) === JSON.stringify(value)) return steady;
  setSteady(value);
  return value;
}

/** True if the rows of the previous page stay until the next page of the same list arrives. */
function stands(before: ControlCommand, now: ControlCommand): boolean {
  return before === now || (before.kind === now.kind && 'count' in before && 'count' in now);
}
