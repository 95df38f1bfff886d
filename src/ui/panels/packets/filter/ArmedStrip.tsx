import { later } from '#kit';
import { useConnection } from '../../../session/connection/connections.ts';
import { useCounter } from '../../../session/connection/useWindowPart.ts';

const ArmedState = later(async () => (await import('./ArmedState.tsx')).ArmedState);

/** Shown while a filter is armed, and after it stopped the recording. */
export function ArmedStrip({ connectionId }: { connectionId: string }) {
  const told = useConnection(connectionId, 'armed')?.armed;
  const counted = useCounter(connectionId, ({ armed }) => armed);
  const status = told ?? counted;
  return status === undefined ? null : <ArmedState connectionId={connectionId} status={status} />;
}
