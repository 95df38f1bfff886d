/** Says that the page has nothing of a part, because its worker was ended before the part was shown. */

import type { ReactNode } from 'react';
import { EmptyState, useText } from '#kit';
import { useConnection } from '../session/connection/connections.ts';
import { useWindowPart } from '../session/connection/useWindowPart.ts';
import type { WindowPart } from '../session/connection/windows.ts';

interface UnlessLostProps {
  readonly connectionId: string;
  readonly part: WindowPart;
  readonly children: ReactNode;
}

export function UnlessLost({ connectionId, part, children }: UnlessLostProps) {
  const t = useText().emptyStates.lost;
  const isEnded = useConnection(connectionId, 'ended')?.ended !== undefined;
  const isHeld = useWindowPart(connectionId, part, undefined) !== undefined;
  return isEnded && !isHeld ? <EmptyState title={t.title} text={t.text} /> : children;
}

interface AwaitedProps {
  readonly connectionId: string;
  /** While the worker still answers. */
  readonly text: string;
}

/** Text of a part that is awaited. Nothing more arrives from a worker that was ended. */
export function Awaited({ connectionId, text }: AwaitedProps) {
  const t = useText().emptyStates.lost;
  const isEnded = useConnection(connectionId, 'ended')?.ended !== undefined;
  return isEnded ? t.text : text;
}
