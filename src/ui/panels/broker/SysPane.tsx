import { useAsked } from '../../session/broker/brokers.ts';
import { readStatistics } from './readReplies.ts';
import { SysList } from './SysList.tsx';

/** Current `$SYS` values of our broker. */
export function SysPane({ connectionId }: { connectionId: string }) {
  const reply = readStatistics(useAsked(connectionId, { kind: 'statistics' }));
  return <SysList connectionId={connectionId} rows={reply?.sys} />;
}
