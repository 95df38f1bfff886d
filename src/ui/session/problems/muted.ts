/** Rules that the user muted, stored by this browser and sent to every worker. */

import { guarded } from '../../kit/failures/uncaught.ts';
import { remember, remembered } from '../../kit/language/remembered.ts';
import { connectionById, useConnections } from '../connection/connections.ts';

const KEY = 'muted-rules';

export function mutedRules(): readonly string[] {
  const kept = remembered(KEY);
  return Array.isArray(kept) ? kept.filter((rule) => typeof rule === 'string') : [];
}

export function muteRule(rule: string, muted: boolean): void {
  const others = mutedRules().filter((one) => one !== rule);
  remember(KEY, muted ? [...others, rule] : others);
  readAll(rule, muted);
}

function readAll(rule: string, muted: boolean): void {
  for (const { id } of useConnections.getState().list) tell(id, rule, muted);
}

function tell(connectionId: string, rule: string, muted: boolean): void {
  const connection = connectionById(connectionId);
  connection?.handle.send({ kind: 'mute-rule', rule, muted });
  connection?.loop.refresh();
}

/**
 * Sends the muted rules to the worker of each new connection, and changes from other browser tabs to all
 * workers. Returns a function that stops it.
 */
export function startMuting(): () => void {
  const stopListening = useConnections.subscribe(
    guarded('muted rules', ({ list }, before) => {
      const known = new Set(before.list.map(({ id }) => id));
      for (const { id } of list) {
        if (!known.has(id)) for (const rule of mutedRules()) tell(id, rule, true);
      }
    }),
  );
  let told = mutedRules();
  const onStorage = (): void => {
    const now = mutedRules();
    for (const rule of now) if (!told.includes(rule)) readAll(rule, true);
    for (const rule of told) if (!now.includes(rule)) readAll(rule, false);
    told = now;
  };
  window.addEventListener('storage', onStorage);
  return () => {
    stopListening();
    window.removeEventListener('storage', onStorage);
  };
}
