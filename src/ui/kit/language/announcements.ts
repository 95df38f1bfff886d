/** What is said to assistive technology: outcomes and connection changes, never rates. */
import { create } from 'zustand';
import { useLanguage } from './language.ts';

export const useAnnouncement = create<{ readonly text: string; readonly serial: number }>()(() => ({
  text: '',
  serial: 0,
}));

// What was said is over, and would stand there in the language before.
useLanguage.subscribe(() => useAnnouncement.setState({ text: '' }));

export function announce(text: string): void {
  useAnnouncement.setState(({ serial }) => ({ text, serial: serial + 1 }));
}
