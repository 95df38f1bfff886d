import { useEffect, useMemo, useState } from 'react';
import type { FoundProblem } from '../../../engine/findings/problem.ts';
import { useBroker } from '../broker/brokerStates.ts';
import { askBroker } from '../broker/brokers.ts';
import { ownPublish } from './ownPublish.ts';
import { setAgainBy } from './setAgainBy.ts';

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
