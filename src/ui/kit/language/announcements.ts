/** Announcements to assistive technology: outcomes and connection changes, never rates. */
import { create } from 'zustand';
import { useLanguage } from './language.ts';

interface Announcement {
  readonly text: string;
  readonly serial: number;
  /** Also shown on the screen for a moment. */
  readonly isShown: boolean;
}

export const useAnnouncement = create<Announcement>()(() => ({
  text: '',
  serial: 0,
  isShown: false,
}));

// The previous announcement is outdated and in the previous language.
useLanguage.subscribe(() => useAnnouncement.setState({ text: '', isShown: false }));

export function announce(text: string): void {
  useAnnouncement.setState(({ serial }) => ({ text, serial: serial + 1, isShown: false }));
}

/** Announces a result that is also shown, because nothing else on the screen confirms the user's action. */
export function confirm(text: string): void {
  useAnnouncement.setState(({ serial }) => ({ text, serial: serial + 1, isShown: true }));
}
