/** Tabs of connections restored by a reload, until they are connected again. */
import { perConnection } from './perConnection.ts';

/** Storage key of the page's tabs. It belongs to this browser tab and ends with it. */
export const TABS = 'mqttscope.tabs';

export interface Restored {
  /** True if the settings lack a secret. They may then only be restored into the form. */
  readonly lacksSecret: boolean;
  /** The form has the stored secrets of its profile. */
  readonly isFilled?: boolean;
}

const restored = perConnection<Restored | undefined>(undefined);

export const useRestored = restored.use;
export const restoredOf = restored.of;
export const isRestored = (id: string): boolean => restored.of(id) !== undefined;
export const stillLacksSecret = (id: string): boolean => restored.of(id)?.lacksSecret === true;
export const noteFilled = (id: string): void => {
  const one = restored.of(id);
  if (one !== undefined) restored.set(id, { ...one, isFilled: true });
};
/** Number of restored tabs. */
export const useRestoredCount = (): number =>
  restored.useAll((all) => Object.values(all).filter((one) => one !== undefined).length);
export const noteRestored = (id: string, how: Restored): void => restored.set(id, how);

/** Must be called with each Connect, and when the user dismisses the notice. */
export function noteConnecting(id: string): void {
  if (isRestored(id)) restored.set(id, undefined);
}
