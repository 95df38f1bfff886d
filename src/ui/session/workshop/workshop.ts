/** The packet workshop of each connection: the packets to send, and the outcomes. */
import type { NotTried, Trial, TrialOutcome } from '../../../connection/workshop/trial.ts';
import { judge, type Reaction, type Verdict } from '../../../engine/workshop/reaction.ts';
import type { RequiredReaction } from '../../../engine/workshop/requiredReaction.ts';
import type { WrongPacket } from '../../../engine/workshop/wrongPackets.ts';
import { randomEnd } from '../../../profiles/settings/ids.ts';
import { perConnection } from '../connection/perConnection.ts';
import { askWorker } from '../connection/workerQuestions.ts';
import { hexText } from './hexText.ts';

/** Id for a packet that the user wrote, beside the ids of the list. */
export const WRITTEN = 'written';

type TriedOn = Trial['on'];

export type Tried =
  | {
      readonly kind: 'tried';
      readonly on: TriedOn;
      readonly wanted: RequiredReaction;
      readonly reaction: Reaction;
      readonly verdict: Verdict;
      readonly sent: readonly number[];
    }
  | { readonly kind: 'not-tried'; readonly why: NotTried; readonly code: number | undefined }
  /** The worker could not answer; shown with the errors of the connection. */
  | { readonly kind: 'failed' };

interface Workshop {
  /** Id in the list, or `WRITTEN` for the user's own bytes. */
  readonly chosen: string;
  /** Bytes in hexadecimal. */
  readonly text: string;
  /** Sent on a separate connection, as always for bytes instead of CONNECT. */
  readonly own: boolean;
  /** True if the user's bytes are sent instead of CONNECT. */
  readonly first: boolean;
  readonly search: string;
  readonly tried: Readonly<Record<string, Tried>>;
  readonly running: readonly string[];
  /** Progress of sending the whole list. */
  readonly all: { readonly done: number; readonly of: number } | undefined;
}

const FIRST: Workshop = {
  chosen: '',
  text: '',
  own: true,
  first: false,
  search: '',
  tried: {},
  running: [],
  all: undefined,
};

const workshops = perConnection(FIRST);

export const useWorkshop = workshops.use;
export const setWorkshop = workshops.change;

/** Name of the separate client: at most 23 characters, which every server accepts. */
export const clientName = (): string => `workshop-${randomEnd()}`;

export function choosePacket(connectionId: string, { id, bytes }: WrongPacket): void {
  setWorkshop(connectionId, { chosen: id, text: hexText(bytes) });
}

export interface ToTry {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly on: TriedOn;
  readonly wanted: RequiredReaction;
  readonly keepAlive?: number | undefined;
  /** ms. */
  readonly watch: number;
  /** Rule of the limit that the server announces and this packet violates. */
  readonly limit?: string | undefined;
}

/** Sends the bytes and waits for the reaction of the server. */
export async function tryBytes(connectionId: string, toTry: ToTry): Promise<void> {
  if (workshops.of(connectionId).running.length === 0) await tryOne(connectionId, toTry);
}

async function tryOne(connectionId: string, toTry: ToTry): Promise<void> {
  const { id, bytes, on, keepAlive, watch, wanted, limit } = toTry;
  setWorkshop(connectionId, { running: [...workshops.of(connectionId).running, id] });
  const trial: Trial = { bytes, on, name: clientName(), keepAlive, watch, limit };
  const answer = await askWorker(connectionId, { kind: 'try-bytes', trial });
  const { tried, all, running } = workshops.of(connectionId);
  setWorkshop(connectionId, {
    running: running.filter((one) => one !== id),
    tried: { ...tried, [id]: triedOf(answer?.said, on, wanted) },
    all: all && { ...all, done: all.done + 1 },
  });
}

function triedOf(outcome: TrialOutcome | undefined, on: TriedOn, wanted: RequiredReaction): Tried {
  if (outcome === undefined) return { kind: 'failed' };
  if (outcome.kind === 'not-tried') {
    return { kind: 'not-tried', why: outcome.why, code: outcome.code };
  }
  const { reaction, sent } = outcome;
  return { kind: 'tried', on, wanted, reaction, sent, verdict: judge(wanted, reaction) };
}

/** Connections at once. */
const AT_ONCE = 4;

/**
 * Sends the whole list, each packet on its own connection, so that effects cannot be confused. Stops at the
 * first packet that cannot be sent, or at the user's request.
 */
export async function tryAll(connectionId: string, list: readonly WrongPacket[]): Promise<void> {
  setWorkshop(connectionId, { tried: {}, all: { done: 0, of: list.length } });
  const left = list.values();
  await Promise.all(Array.from({ length: AT_ONCE }, () => tryNext(connectionId, left)));
  setWorkshop(connectionId, { all: undefined });
}

async function tryNext(connectionId: string, left: Iterator<WrongPacket>): Promise<void> {
  for (;;) {
    if (workshops.of(connectionId).all === undefined) return;
    const next = left.next();
    if (next.done === true) return;
    const packet = next.value;
    const on = packet.place === 'first' ? 'first' : 'own';
    // The next one when this one is over.
    await tryOne(connectionId, { ...toTryOf(packet), on });
    if (endsAll(workshops.of(connectionId).tried[packet.id])) stopTrying(connectionId);
  }
}

/** A failure that would stop all other attempts, too. */
const endsAll = (tried: Tried | undefined): boolean =>
  tried?.kind === 'failed' || (tried?.kind === 'not-tried' && tried.why !== 'no-limit');

/** Without the target. */
export function toTryOf(packet: WrongPacket): Omit<ToTry, 'on'> {
  const { id, rule, bytes, wanted, keepAlive, watch, byTerms } = packet;
  return { id, bytes, wanted, keepAlive, watch, limit: byTerms ? rule : undefined };
}

export function stopTrying(connectionId: string): void {
  setWorkshop(connectionId, { all: undefined });
}
