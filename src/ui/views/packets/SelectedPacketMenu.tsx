import { FunnelPlus } from 'lucide-react';
import { useFirstText } from '../../kit/language/firstText.ts';
import { later } from '../../kit/later.tsx';
import { MenuButton } from '../../kit/MenuButton.tsx';
import { WaitsOver } from '../../kit/Waits.tsx';

const SelectedMenu = later(async () => (await import('../../pieces/CellMenu.tsx')).SelectedMenu, {
  Waits: WaitsOver,
});

/** Filter actions of the selected packet. */
export function SelectedPacketMenu({ connectionId }: { connectionId: string }) {
  const t = useFirstText().filter;
  return (
    <MenuButton
      label={t.selected}
      icon={<FunnelPlus size={14} aria-hidden />}
      menu={(place, onClose) => (
        <SelectedMenu connectionId={connectionId} place={place} onClose={onClose} />
      )}
    />
  );
}
