/** The brokers behind the connections, as far as they have a control interface. */
import { useEffect, useState } from 'react';
import { create } from 'zustand';
import type { BrokerFacts, ControlCommand, ControlReply } from '../../broker/control/control.ts';
import type { ControlAccess } from '../../connection/control/controlAccess.ts';
import { useConnection } from './connections.ts';
import { poll } from './polling.ts';

export type BrokerState =
  /** Nothing says that this broker has a control interface; `giveToken` tries it all the same. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'opening' }
  /** `refused`: one was given, and it is not that of this start. */
  | { readonly kind: 'needs-token'; readonly refused: boolean }
  /** It was there, or should be; it is tried again. `message`: why not, for a person. */
  | { readonly kind: 'lost'; readonly message: string }
  | { readonly kind: 'open'; readonly facts: BrokerFacts };

const ELSEWHERE: BrokerState = { kind: 'elsewhere' };

/** By broker, not by connection. */
const useStates = create<Readonly<Record<string, BrokerState>>>()(() => ({}));

/** What shows and steers the broker of a connection; opened when it is first asked for. */
export function useBroker(connectionId: string): BrokerState {
  const key = useConnection(connectionId)?.settings?.url ?? '';
  return useStates((states) => states[key] ?? ELSEWHERE);
}

/** Held in memory until the page is left; never stored, shown or logged. */
export function giveToken(_connectionId: string, _token: string): void {
  // Nothing is reached yet.
}

/** Never rejects: what cannot be asked is `refused`, with the reason. */
export function askBroker(_connectionId: string, _command: ControlCommand): Promise<ControlReply> {
  return Promise.resolve({ kind: 'refused', reason: 'This broker has no control interface.' });
}

/** For workers, which open a line of their own; undefined unless the broker is open. */
export function controlAccess(_connectionId: string): ControlAccess | undefined {
  return undefined;
}

/**
 * The latest answer to a command, asked again so many ms after each answer while the page is visible.
 * Another command (compared by value) is asked at once; until its answer comes, that of another page or
 * search of the same list stands, and nothing else. `undefined` asks nothing.
 */
export function useAsked(
  connectionId: string,
  command: ControlCommand | undefined,
  everyMs = 1000,
): ControlReply | undefined {
  const wanted = useSteady(command);
  const isOpen = useBroker(connectionId).kind === 'open';
  const [answer, setAnswer] = useState<Answer | undefined>(undefined);
  useEffect(() => {
    if (!isOpen || wanted === undefined) return undefined;
    return poll({
      ask: () => askBroker(connectionId, wanted),
      tell: (reply) => setAnswer({ connectionId, command: wanted, reply }),
      everyMs,
    });
  }, [connectionId, wanted, everyMs, isOpen]);
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

/** Rows of a list may be shown until those of another page of it are there. */
function stands(before: ControlCommand, now: ControlCommand): boolean {
  return before === now || (before.kind === now.kind && 'count' in before && 'count' in now);
}
