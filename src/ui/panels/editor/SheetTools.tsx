import { Copy, Smartphone, SquareTerminal } from 'lucide-react';
import {
  CONNECTION_COMMANDS,
  connectionCommand,
} from '../../../profiles/copies/connectionCommands.ts';
import { Button } from '../../kit/controls/Button.tsx';
import { copyAndSay } from '../../kit/controls/copyText.ts';
import { IconButton } from '../../kit/controls/IconButton.tsx';
import { texts, useText } from '../../kit/language/useText.ts';
import { Menu, type MenuItem } from '../../kit/overlays/Menu.tsx';
import { MenuButton } from '../../kit/overlays/MenuButton.tsx';
import { page } from '../../kit/page/page.ts';
import { PHONE, useMedia } from '../../kit/page/useMedia.ts';
import { openOverlay } from '../../session/dialogs/overlay.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import { duplicate } from '../../session/profiles/drafts.ts';
import { settingsOf } from '../../session/profiles/settings.ts';

/** Copies of the form's connection: as a command of another client, or in a new tab. */
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
  const { copies: t, detail } = texts();
  const { settings } = settingsOf(draft, page);
  return CONNECTION_COMMANDS.map((command) => {
    const item = { id: command, label: t.connectionAs(command) };
    if (settings === undefined) return { ...item, disabled: t.notValid, run: () => undefined };
    const made = connectionCommand(command, settings);
    if (!made.ok) return { ...item, disabled: t.refusal(made.why), run: () => undefined };
    const notes = made.notes.map(t.note);
    const said = t.notes([t.connectionCopied(command), ...notes]);
    return {
      ...item,
      ...(notes.length > 0 && { note: t.notes(notes) }),
      run: () => void copyAndSay(made.text(), said, detail.notCopied),
    };
  });
}
