import { useState } from 'react';
import { type CallCommand, call } from './orders.ts';

/** A call to a device from a form: whether it is pending, and the call whose outcome is shown. */
export function useCall(connectionId: string) {
  const [called, setCalled] = useState<number>();
  const [isBusy, setBusy] = useState(false);
  const send = async (command: CallCommand): Promise<void> => {
    setBusy(true);
    const number = await call(connectionId, command);
    setBusy(false);
    if (number !== undefined) setCalled(number);
  };
  return { called, isBusy, send, dismiss: () => setCalled(undefined) };
}
