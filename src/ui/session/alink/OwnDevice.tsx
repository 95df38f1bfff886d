import { createContext, type ReactNode, useContext } from 'react';
import type { DeviceName } from '../../../alibaba/alink/deviceName.ts';
import { useSame } from '../connection/useWindowPart.ts';
import { useDevice } from './device.ts';

const Context = createContext<DeviceName | undefined>(undefined);

interface OwnDeviceProps {
  readonly connectionId: string;
  readonly children: ReactNode;
}

/** Provides the connection's device to its views, because a device's custom topics look like any others. */
export function OwnDevice({ connectionId, children }: OwnDeviceProps) {
  const device = useSame(useDevice(connectionId));
  return <Context value={device}>{children}</Context>;
}

export function useOwnDevice(): DeviceName | undefined {
  return useContext(Context);
}
