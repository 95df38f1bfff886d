import { create } from 'zustand';

/** Which of the shell's dialogs is open. */
export const useOverlay = create<{ readonly open: 'palette' | 'shortcuts' | undefined }>()(() => ({
  open: undefined,
}));
