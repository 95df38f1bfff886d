/** Connection whose form for arming a filter is open. */
import { create } from 'zustand';

export const useArmForm = create<{ readonly of: string | undefined }>()(() => ({ of: undefined }));

export function openArmForm(connectionId: string | undefined): void {
  useArmForm.setState({ of: connectionId });
}
