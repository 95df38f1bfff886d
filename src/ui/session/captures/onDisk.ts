/** Whether packet logs may use the disk: off until a person allows it. */
import { create } from 'zustand';
import { remember, remembered } from '../../kit/language/remembered.ts';
import { whenIdle } from '../../kit/whenIdle.ts';
import type { ConnectionHandle } from '../connectionHandle.ts';
import { useConnections } from '../connections.ts';

const ALLOWED = 'logOnDisk';
const MEMORY = 'logMemory';
const MIB = 1024 * 1024;

interface LogOnDisk {
  readonly isAllowed: boolean;
  /** MiB that a log takes beside the disk; 0: as many as without it. */
  readonly memory: number;
}

export const useLogOnDisk = create<LogOnDisk>(() => ({
  isAllowed: remembered(ALLOWED) === true,
  memory: Number(remembered(MEMORY) ?? 0),
}));

/** A page that was left, or a browser that was killed, has removed nothing; the next log that uses the disk does. */
export function forgetWhatWasLeft(): void {
  if (remembered(ALLOWED) !== false) return;
  whenIdle(() => {
    // What cannot be removed now is tried again by the next page.
    void import('../../../connection/environment/originFile.ts')
      .then(({ removeOriginFiles }) => removeOriginFiles())
      .catch(() => undefined);
  });
}

/** Before anything else is told to it. */
export function withDisk<Handle extends ConnectionHandle>(handle: Handle): Handle {
  const { isAllowed, memory } = useLogOnDisk.getState();
  if (isAllowed) handle.send({ kind: 'spill', ...(memory > 0 && { memory: memory * MIB }) });
  return handle;
}

/** Also those that are open; what uses it already goes on. */
export function setLogOnDisk(change: Partial<LogOnDisk>): void {
  useLogOnDisk.setState(change);
  const { isAllowed, memory } = useLogOnDisk.getState();
  remember(ALLOWED, isAllowed);
  remember(MEMORY, memory);
  for (const { handle } of useConnections.getState().list) withDisk(handle);
}
