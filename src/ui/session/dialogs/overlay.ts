/** The open dialog of the shell, or the one being loaded. */
import { create } from 'zustand';

interface Overlay {
  readonly open:
    | 'palette'
    | 'profiles'
    | 'shortcuts'
    | 'importProfiles'
    | 'exportProfiles'
    | 'payloadRules'
    | 'farewell'
    | 'keptPackets'
    | 'phone'
    | 'access'
    | undefined;
  /** Text of the palette's field, including letters typed before the field exists. */
  readonly typed: string;
}

export const useOverlay = create<Overlay>()(() => ({ open: undefined, typed: '' }));

export function openOverlay(open: Overlay['open']): void {
  useOverlay.setState({ open, typed: '' });
}

export function closeOverlay(): void {
  openOverlay(undefined);
}
