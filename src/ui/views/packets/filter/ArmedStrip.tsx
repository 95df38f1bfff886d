import { later } from '../../../kit/later.tsx';
import { useConnection } from '../../../session/connections.ts';
import { useCounters } from '../../../session/useWindowPart.ts';

const ArmedState = later(async () => (await import('./ArmedState.tsx')).ArmedState);

/** Shown while a filter is armed, and after it stopped the recording. */
export function ArmedStrip({ connectionId }: { connectionId: string }) {
  const told = useConnection(connectionId, 'armed')?.armed;
  const counted = useCounters(connectionId)?.armed;
  const status = told ?? counted;
  return status === undefined ? null : <ArmedState connectionId={connectionId} status={status} />;
}
