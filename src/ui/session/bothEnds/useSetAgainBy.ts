import { useEffect, useMemo, useState } from 'react';
import type { ControlCommand, ControlReply } from '../../../broker/control/control.ts';
import type { FoundProblem } from '../../../engine/findings/problem.ts';
import { useBroker } from '../broker/brokerStates.ts';
import { askBroker } from '../broker/brokers.ts';
import type { OwnPublish } from './findMessage.ts';
import { ownPublish } from './ownPublish.ts';

type Found = Pick<FoundProblem, 'finding' | 'packet' | 'time'>;

type SetAgain = Found & {
  readonly finding: Extract<FoundProblem['finding'], { readonly key: 'retained-set-again' }>;
};

const isSetAgain = <P extends Found>(problem: P): problem is P & SetAgain =>
  problem.finding.key === 'retained-set-again';
const lacksClient = (problem: SetAgain): boolean => problem.finding.args.client === undefined;

interface Named {
  readonly packet: number;
  readonly client: string | undefined;
}

/** Problems with the client that set a retained message again, if the broker is our own. */
export function useSetAgainBy<P extends Found>(
  connectionId: string,
  problems: readonly P[],
): readonly P[] {
  const isOpen = useBroker(connectionId).kind === 'open';
  const [named, setNamed] = useState<Named>();
  const unnamed = problems.filter(isSetAgain).find(lacksClient);
  const { packet, time } = unnamed ?? {};
  const topic = unnamed?.finding.args.topic;
  useEffect(() => {
    if (!isOpen || packet === undefined || time === undefined || topic === undefined) {
      return undefined;
    }
    let isWanted = true;
    const find = async (): Promise<void> => {
      const own = ownPublish(connectionId, { topic, time, direction: 'in', packetId: undefined });
      const client = own && (await setAgainBy((command) => askBroker(connectionId, command), own));
      if (isWanted) setNamed({ packet, client });
    };
    void find();
    return () => {
      isWanted = false;
    };
  }, [connectionId, isOpen, packet, time, topic]);
  const client = named?.packet === packet ? named?.client : undefined;
  return useMemo(() => {
    if (unnamed === undefined || client === undefined) return problems;
    const { finding } = unnamed;
    const known = { ...finding, args: { ...finding.args, client } };
    return problems.map((one) => (one === unnamed ? { ...one, finding: known } : one));
  }, [problems, unnamed, client]);
}

/** ms between the broker's and this side's time of a message, at most. */
const MOST_APART = 5000;
/** Limit of the topic's messages to search. */
const LOOKED_AT = 200;

/** Undefined if the broker does not remember the message. */
export async function setAgainBy(
  ask: (command: ControlCommand) => Promise<ControlReply>,
  { client, topic, time }: Pick<OwnPublish, 'client' | 'topic' | 'time'>,
): Promise<string | undefined> {
  const list = await ask({ kind: 'messages', topic, count: LOOKED_AT });
  if (list.kind !== 'messages') return undefined;
  const apart = (row: { readonly time: number }) => Math.abs(row.time - time);
  const nearest = list.rows
    .filter((row) => row.topic === topic && row.retain && row.size > 0)
    .filter((row) => row.refused === undefined && row.publisher !== client)
    .toSorted((a, b) => apart(a) - apart(b))[0];
  return nearest === undefined || apart(nearest) > MOST_APART ? undefined : nearest.publisher;
}
