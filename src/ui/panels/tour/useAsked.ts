import { useEffect, useState } from 'react';
import type { WindowReply, WindowRequest } from '../../../engine/capture/window.ts';
import { connectionById } from '../../session/connection/connections.ts';
import { useSame } from '../../session/connection/useWindowPart.ts';

/** Asks the connection's worker once, and again when `when` changes. Undefined: not answered yet. */
export function useAsked(
  connectionId: string,
  request: WindowRequest | undefined,
  when: unknown,
): WindowReply | undefined {
  const same = useSame(request);
  const [answer, setAnswer] = useState<{ readonly to: unknown; readonly reply: WindowReply }>();
  useEffect(() => {
    if (same === undefined) return undefined;
    let isWanted = true;
    connectionById(connectionId)
      ?.handle.ask({ kind: 'window', request: same })
      .then(
        (reply) => isWanted && setAnswer({ to: same, reply }),
        // The connection was closed meanwhile.
        () => undefined,
      );
    return () => {
      isWanted = false;
    };
  }, [connectionId, same, when]);
  return answer !== undefined && answer.to === same ? answer.reply : undefined;
}
