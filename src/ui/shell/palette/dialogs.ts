/**
 * Dialogs of the whole window, most of them opened by keys. The user may cancel a dialog while it loads
 * (`keyboard.ts`).
 */
import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { allActions } from './allActions.ts';

export const dialogs = {
  palette: loadedLater(async () => {
    const [{ Palette }] = await Promise.all([import('./Palette.tsx'), allActions.load()]);
    return Palette;
  }),
  shortcuts: loadedLater(async () => (await import('./Shortcuts.tsx')).Shortcuts),
  importProfiles: loadedLater(
    async () => (await import('../profiles/ImportProfiles.tsx')).ImportProfiles,
  ),
  profiles: loadedLater(async () => (await import('../profiles/AllProfiles.tsx')).AllProfiles),
  payloadRules: loadedLater(
    async () => (await import('../payloadRules/PayloadRules.tsx')).PayloadRules,
  ),
  farewell: loadedLater(async () => (await import('../notices/FarewellDialog.tsx')).FarewellDialog),
  keptPackets: loadedLater(async () => (await import('../captures/KeptPackets.tsx')).KeptPackets),
  phone: loadedLater(async () => (await import('../phone/PhoneDialog.tsx')).PhoneDialog),
  access: loadedLater(async () => (await import('../notices/AccessDialog.tsx')).AccessDialog),
  exportProfiles: loadedLater(
    async () => (await import('../profiles/ExportProfiles.tsx')).ExportProfiles,
  ),
};
