/** Step mode: lists waiting packets and releases them, from its pane, its strip and the keyboard. */
import { useEffect } from 'react';
import type { Refused } from '../../../broker/core/commands/refusals.ts';
import type { Direction } from '../../../broker/faults/faultRule.ts';
import type { WaitingPacket } from '../../../broker/faults/marks.ts';
import { connectionById } from '../connection/connections.ts';
import { whenClosing } from '../connectionTabs.ts';
import { askFaults, useAskedFaults } from './askFaults.ts';
import { ownClientOf } from './place.ts';
import { type StepState, steps, tabsBeside, type WaitingReply } from './steps.ts';

/** Limit of remembered released packets. */
const PASSED = 30;
/** ms; a handshake is walked as fast as one presses a key. */
const EVERY = 150;

function change(connectionId: string, part: Partial<StepState>): void {
  // The tab may have been closed while the broker answered.
  if (connectionById(connectionId) === undefined) return;
  steps.change(connectionId, part);
}

whenClosing(endAllOf);
window.addEventListener('pagehide', () => {
  for (const id of Object.keys(steps.all())) endAllOf(id);
});

/** Ends the recipes and releases the waiting packets of a closed tab; nothing else would. */
function endAllOf(connectionId: string): void {
  const of = steps.all();
  const own = ownClientOf(connectionId);
  const isStepping = tabsBeside(of, connectionId).some((id) =>
    of[id]?.waiting?.stepping.some(({ client }) => client === own),
  );
  const ended = new Set(steps.of(connectionId).started);
  if (own !== undefined && isStepping) ended.add(own);
  for (const client of ended) void askFaults(connectionId, { kind: 'end-step', client });
}

/**
 * Ends everything started from here when another place is chosen, and discards the answers of the previous
 * one.
 */
export async function leaveSteps(connectionId: string): Promise<void> {
  const { started } = steps.of(connectionId);
  const ended = started.map((client) => askFaults(connectionId, { kind: 'end-step', client }));
  change(connectionId, { started: [], client: undefined, waiting: undefined, passed: [] });
  await Promise.all(ended);
}

/** Polls the waiting packets while `isWanted`. */
export function useWaiting(connectionId: string, isWanted: boolean): StepState {
  const reply = useAskedFaults(
    connectionId,
    isWanted ? { kind: 'list-waiting' } : undefined,
    EVERY,
  );
  useEffect(() => {
    if (reply?.kind === 'waiting') took(connectionId, reply);
  }, [connectionId, reply]);
  return steps.use(connectionId);
}

function took(connectionId: string, waiting: WaitingReply): void {
  const { client } = steps.of(connectionId);
  // Another user may have ended step mode, or the broker was restarted.
  const goesOn = waiting.stepping.some((one) => one.client === client);
  change(connectionId, goesOn ? { waiting } : { waiting, client: waiting.stepping[0]?.client });
}

export async function refreshWaiting(connectionId: string): Promise<void> {
  const reply = await askFaults(connectionId, { kind: 'list-waiting' });
  if (reply.kind === 'waiting') took(connectionId, reply);
}

/** Resolves to the rejection, if any. */
export async function startStep(
  connectionId: string,
  client: string,
  withPings: boolean,
): Promise<Refused | undefined> {
  const { started } = steps.of(connectionId);
  change(connectionId, { started: [...started.filter((one) => one !== client), client] });
  const reply = await askFaults(connectionId, { kind: 'step', client, withPings, whileOpen: true });
  if (reply.kind === 'refused') {
    dropStarted(connectionId, client);
    return reply;
  }
  change(connectionId, { client, passed: [] });
  await refreshWaiting(connectionId);
  return undefined;
}

function dropStarted(connectionId: string, client: string): void {
  const { started } = steps.of(connectionId);
  change(connectionId, { started: started.filter((one) => one !== client) });
}

export async function endStep(connectionId: string, client: string): Promise<void> {
  dropStarted(connectionId, client);
  await askFaults(connectionId, { kind: 'end-step', client });
  await refreshWaiting(connectionId);
}

/** The packet that `letNextGo` would release. */
export function nextOf(state: StepState, direction?: Direction): WaitingPacket | undefined {
  return state.waiting?.packets.find(
    (packet) =>
      packet.waitsFor === 'step' &&
      packet.client === state.client &&
      (direction ?? packet.direction) === packet.direction,
  );
}

let lastStep = Promise.resolve();

/** Without a direction, releases the older one. Sequential, however fast the requests follow. */
export function letNextGo(connectionId: string, direction?: Direction): Promise<void> {
  lastStep = lastStep.then(() => letGo(connectionId, direction));
  return lastStep;
}

async function letGo(connectionId: string, direction: Direction | undefined): Promise<void> {
  const state = steps.of(connectionId);
  const { client } = state;
  if (client === undefined) return;
  const next = nextOf(state, direction);
  const command = { kind: 'let-go', client } as const;
  const reply = await askFaults(
    connectionId,
    direction === undefined ? command : { ...command, direction },
  );
  if (next !== undefined && reply.kind === 'released' && reply.count > 0) {
    remember(connectionId, [next]);
  }
  await refreshWaiting(connectionId);
}

/** Releases a waiting packet for any reason of waiting, or all. */
export async function release(connectionId: string, packet: number | 'all'): Promise<void> {
  const { waiting } = steps.of(connectionId);
  await askFaults(connectionId, { kind: 'release', packet });
  const gone = waiting?.packets.filter((one) => packet === 'all' || one.packet === packet);
  remember(connectionId, gone ?? []);
  await refreshWaiting(connectionId);
}

function remember(connectionId: string, gone: readonly WaitingPacket[]): void {
  const numbers = new Set(gone.map(({ packet }) => packet));
  const passed = steps.of(connectionId).passed.filter(({ packet }) => !numbers.has(packet));
  change(connectionId, { passed: [...passed, ...gone].slice(-PASSED) });
}
