/** True if the server has another version than this page. */
import { create } from 'zustand';

export const useNewVersion = create<{ readonly isThere: boolean }>()(() => ({ isThere: false }));

export function dropNewVersion(): void {
  useNewVersion.setState({ isThere: false });
}
