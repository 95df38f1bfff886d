import type { ReactNode } from 'react';
import { useOrigin } from '../../session/connection/useWindowPart.ts';
import { DeviceList } from './DeviceList.tsx';

interface DevicesPaneProps {
  readonly connectionId: string;
  /** Tools of the pane. */
  readonly children: ReactNode;
}

/** Devices as a narrow list beside the desk's panel. */
export function DevicesPane({ connectionId, children }: DevicesPaneProps) {
  const origin = useOrigin(connectionId) ?? 0;
  return (
    <div className="flex h-full min-h-0 flex-col bg-pane">
      <div className="flex shrink-0 flex-wrap items-center gap-1 border-b border-line p-2">
        {children}
      </div>
      <DeviceList connectionId={connectionId} origin={origin} />
    </div>
  );
}
