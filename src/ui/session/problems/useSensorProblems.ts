import { useEffect, useState } from 'react';
import { useConnection } from '../connection/connections.ts';
import { poll } from '../connection/polling.ts';
import { askWorker } from '../connection/workerQuestions.ts';

/** Number of problems in a file's MQTT-SN messages, which are in no list of packets. */
export function useSensorProblems(connectionId: string): number {
  const isFile = useConnection(connectionId, 'state')?.state.kind === 'file';
  const [total, setTotal] = useState(0);
  useEffect(() => {
    if (!isFile) return undefined;
    return poll({
      // Asked again: a file may still be read.
      ask: () => askWorker(connectionId, { kind: 'sensor-problems' }),
      tell: (answer) => setTotal((before) => answer?.said ?? before),
      everyMs: 1_000,
    });
  }, [connectionId, isFile]);
  return isFile ? total : 0;
}
