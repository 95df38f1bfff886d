import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { Keys } from '../kit/Button.tsx';
import { Dialog } from '../kit/Dialog.tsx';
import { useText } from '../kit/language/useText.ts';
import type { Action } from '../session/action.ts';
import { closeOverlay, useOverlay } from '../session/overlay.ts';
import { actionsNow } from './actions.ts';

/** Every action, found by typing. */
export function Palette() {
  const open = useOverlay((state) => state.open === 'palette');
  const t = useText().shell;
  return (
    <Dialog
      open={open}
      label={t.commands}
      onClose={closeOverlay}
      className="mt-[12vh] w-120 max-w-[calc(100vw-32px)]"
    >
      <PaletteBody onDone={closeOverlay} />
    </Dialog>
  );
}

function PaletteBody({ onDone }: { onDone: () => void }) {
  const { commands, shell: t } = useText();
  const actions = actionsNow().filter((action) => action.id !== 'palette');
  const [search, setSearch] = useState(useOverlay.getState().typed);
  const run = (action: Action) => {
    onDone();
    // The dialog gives the focus back first; an action may move it on.
    setTimeout(action.run, 0);
  };
  return (
    <Command label={t.commands} loop>
      <div className="flex h-9 items-center gap-2 border-b border-line px-3">
        <Search size={14} aria-hidden className="shrink-0 text-fg-3" />
        <Command.Input
          data-autofocus
          value={search}
          onValueChange={setSearch}
          placeholder={commands.palettePlaceholder}
          className="h-full flex-1 bg-transparent text-base outline-none"
        />
        <Keys>Esc</Keys>
      </div>
      <Command.List label={t.commands} className="max-h-80 overflow-auto py-1">
        <Command.Empty className="px-3 py-1 text-fg-2">{commands.paletteEmpty}</Command.Empty>
        {actions.map((action) => (
          <Command.Item
            key={action.id}
            value={`${action.label} ${action.id}`}
            onSelect={() => run(action)}
            className="flex h-(--h-row) cursor-pointer items-center justify-between px-3 data-[selected=true]:bg-sel"
          >
            <span className="truncate">{action.label}</span>
            {action.keys !== undefined && <Keys>{action.keys}</Keys>}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
