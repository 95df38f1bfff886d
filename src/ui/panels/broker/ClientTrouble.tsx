import { Strip, useText } from '#kit';
import type { ClientEnd, PastConnection } from '../../../broker/control/views.ts';
import { LOOP } from './EndText.tsx';

type Trouble = 'twins' | 'refused' | 'keepAlive' | 'lost' | 'leaves' | 'ended';

const TAKEN_OVER = 0x8e;
const KEEP_ALIVE = 0x8d;

function troubleOf(end: ClientEnd): Trouble | undefined {
  switch (end.kind) {
    case 'refused':
      return 'refused';
    case 'lost':
      return 'lost';
    case 'disconnect':
      return 'leaves';
    case 'cut':
      return undefined;
    case 'broker':
      if (end.reasonCode === TAKEN_OVER) return 'twins';
      return end.reasonCode === KEEP_ALIVE ? 'keepAlive' : 'ended';
  }
}

/** The most frequent reason why a client's connections ended within the last minute. */
function mainTrouble(
  connections: readonly PastConnection[],
  time: number,
): { readonly trouble: Trouble; readonly count: number } | undefined {
  const counts = new Map<Trouble, number>();
  for (const { closed, end } of connections) {
    const trouble = end && troubleOf(end);
    if (trouble === undefined || (closed ?? 0) <= time - 60_000) continue;
    counts.set(trouble, (counts.get(trouble) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  if (most === undefined || most[1] < LOOP) return undefined;
  return { trouble: most[0], count: most[1] };
}

interface ClientTroubleProps {
  readonly connections: readonly PastConnection[];
  readonly time: number;
}

/** Why a client connects again and again, and what to do about it. */
export function ClientTrouble({ connections, time }: ClientTroubleProps) {
  const t = useText().brokerClients.trouble;
  const found = mainTrouble(connections, time);
  if (found === undefined) return null;
  const { title, text } = t[found.trouble];
  return (
    <Strip tone={found.trouble === 'refused' ? 'err' : 'warn'} title={title}>
      <p>{text(found.count)}</p>
    </Strip>
  );
}
