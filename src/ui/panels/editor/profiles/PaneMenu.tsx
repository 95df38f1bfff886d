import { Ellipsis } from 'lucide-react';
import { Menu, MenuButton, useText } from '#kit';
import { openOverlay } from '../../../session/dialogs/overlay.ts';
import { forgetAllSecrets } from '../../../session/profiles/keptSecrets.ts';
import { useKeptSecrets } from '../../../session/storage.ts';

/** Actions on all profiles. */
export function PaneMenu() {
  const { editor, profiles: t } = useText();
  const hasSecrets = useKeptSecrets((ids) => ids.size > 0);
  const items = [
    { id: 'import', label: t.import, run: () => openOverlay('importProfiles') },
    { id: 'export', label: t.export, run: () => openOverlay('exportProfiles') },
    ...(hasSecrets
      ? [{ id: 'forget', label: t.forgetAll, run: () => void forgetAllSecrets() }]
      : []),
  ];
  return (
    <MenuButton
      label={editor.manageProfiles}
      icon={<Ellipsis size={14} aria-hidden />}
      menu={(place, onClose) => (
        <Menu
          label={editor.manageProfiles}
          groups={[{ label: editor.profiles, items }]}
          place={place}
          onClose={onClose}
        />
      )}
    />
  );
}
