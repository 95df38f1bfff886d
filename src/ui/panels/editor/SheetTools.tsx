import { Copy, Smartphone, SquareTerminal } from 'lucide-react';
import {
  Button,
  IconButton,
  Menu,
  MenuButton,
  type MenuItem,
  PHONE,
  page,
  useMedia,
  useText,
} from '#kit';
import { CONNECTION_COMMANDS } from '../../../profiles/copies/connectionCommands.ts';
import { connectionItem } from '../../pieces/copies/connectionItem.ts';
import { openOverlay } from '../../session/dialogs/overlay.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import { duplicate } from '../../session/profiles/drafts.ts';
import { settingsOf } from '../../session/profiles/settings.ts';

/** Copies of the form's connection: as a command, or in a new tab. */
export function SheetTools({ draft }: { readonly draft: Draft }) {
  const { copies, editor, phone } = useText();
  const isPhone = useMedia(PHONE);
  return (
    <span className="flex shrink-0 items-center gap-1">
      <MenuButton
        label={copies.connection}
        icon={<SquareTerminal size={14} aria-hidden />}
        opens={!isPhone}
        menu={(place, onClose) => (
          <Menu
            label={copies.connection}
            groups={[{ label: copies.connection, items: commandsOf(draft) }]}
            place={place}
            onClose={onClose}
          />
        )}
      />
      {!isPhone && (
        <IconButton label={phone.action} onClick={() => openOverlay('phone')}>
          <Smartphone size={14} aria-hidden />
        </IconButton>
      )}
      <Button
        look="quiet"
        className="max-sm:hidden"
        icon={<Copy size={14} aria-hidden />}
        onClick={() => duplicate(draft)}
      >
        {editor.duplicate}
      </Button>
    </span>
  );
}

function commandsOf(draft: Draft): readonly MenuItem[] {
  const { settings } = settingsOf(draft, page);
  return CONNECTION_COMMANDS.map((command) => connectionItem(command, settings));
}
