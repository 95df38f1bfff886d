/** Finds the broker's message for a PUBLISH of the own connection. */
import type { ControlCommand, ControlReply } from '../../../broker/control/control.ts';
import type { TracedMessage, TracedStep } from '../../../broker/journal/tracedMessage.ts';
import { keyOf } from './standing.ts';

export interface OwnPublish {
  readonly client: string;
  /** Seen from the client. */
  readonly direction: 'in' | 'out';
  readonly topic: string;
  readonly packetId: number | undefined;
  /** ms of the broker's clock, as well as this side knows it. */
  readonly time: number;
}

export interface FoundMessage {
  readonly message: number;
  /** Key of the delivery that it is part of. */
  readonly delivery: string | undefined;
}

/** Messages that are looked into, those nearest in time first. */
const LOOKED_INTO = 12;

/** Undefined if the broker no longer remembers it. */
export async function findMessage(
  ask: (command: ControlCommand) => Promise<ControlReply>,
  wanted: OwnPublish,
): Promise<FoundMessage | undefined> {
  const { client, topic, time } = wanted;
  const list = await ask({ kind: 'messages', topic, client, count: 200 });
  if (list.kind !== 'messages') return undefined;
  const near = list.rows
    .filter((row) => row.topic === topic)
    .toSorted((a, b) => Math.abs(a.time - time) - Math.abs(b.time - time))
    .slice(0, LOOKED_INTO);
  const replies = await Promise.all(near.map(({ message }) => ask({ kind: 'message', message })));
  const found = replies.flatMap((reply) =>
    reply.kind === 'message' && reply.message !== undefined ? matches(reply.message, wanted) : [],
  );
  return found.toSorted((a, b) => a.apart - b.apart)[0];
}

type Match = FoundMessage & { /** ms */ readonly apart: number };

function matches(traced: TracedMessage, wanted: OwnPublish): readonly Match[] {
  const { message, publisher } = traced.row;
  const found: Match[] = [];
  const add = (steps: readonly TracedStep[], delivery: string | undefined): void => {
    for (const step of steps) {
      if (step.packet !== 'publish' || step.packetId !== wanted.packetId) continue;
      found.push({ message, delivery, apart: Math.abs(step.time - wanted.time) });
    }
  };
  if (wanted.direction === 'out') {
    if (publisher === wanted.client) add(traced.steps, undefined);
    return found;
  }
  for (const delivery of traced.deliveries) {
    if (delivery.subscriber === wanted.client) add(delivery.steps, keyOf(delivery));
  }
  return found;
}
