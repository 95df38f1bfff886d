/** Which of the shell's dialogs is open, or will be once it is loaded. */
import { create } from 'zustand';

interface Overlay {
  readonly open:
    | 'palette'
    | 'shortcuts'
    | 'importProfiles'
    | 'exportProfiles'
    | 'payloadRules'
    | 'farewell'
    | 'logOnDisk'
    | undefined;
  /** Letters that came before the palette was there to take them. */
  readonly typed: string;
}

export const useOverlay = create<Overlay>()(() => ({ open: undefined, typed: '' }));

export function openOverlay(open: Overlay['open']): void {
  useOverlay.setState({ open, typed: '' });
}

export function closeOverlay(): void {
  openOverlay(undefined);
}
