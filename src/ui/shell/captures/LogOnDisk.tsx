import { useEffect, useId, useState } from 'react';
import { roundSize } from '../../../i18n/sizes.ts';
import { Button } from '../../kit/controls/Button.tsx';
import { SelectField } from '../../kit/controls/SelectField.tsx';
import { Switch } from '../../kit/controls/Switch.tsx';
import { useText } from '../../kit/language/useText.ts';
import { Dialog } from '../../kit/overlays/Dialog.tsx';
import { LeftoverPlace } from '../../pieces/LeftoverPlace.tsx';
import { MEMORIES, setLogOnDisk, useLogOnDisk } from '../../session/captures/onDisk.ts';
import { closeOverlay, useOverlay } from '../../session/dialogs/overlay.ts';

/** Permission for packets to go to disk when memory is full, and the browser's quota. */
export function LogOnDisk() {
  const { logOnDisk: t } = useText();
  const isOpen = useOverlay(({ open }) => open === 'logOnDisk');
  return (
    <Dialog
      open={isOpen}
      label={t.title}
      onClose={closeOverlay}
      className="w-110 max-w-[calc(100vw-32px)]"
    >
      {isOpen && <Choice />}
    </Dialog>
  );
}

function Choice() {
  const { logOnDisk: t, kit } = useText();
  const { isAllowed, memory } = useLogOnDisk();
  const room = useRoom();
  const hint = useId();
  const hasNone = room === 'none';
  return (
    <div className="flex flex-col gap-4 p-4">
      <div>
        <h2 className="text-base font-semibold">{t.title}</h2>
        <p className="mt-1 text-fg-2">{t.text}</p>
      </div>
      <div>
        <Switch
          label={t.allow}
          checked={isAllowed}
          disabled={hasNone && !isAllowed}
          onChange={(checked) => setLogOnDisk({ isAllowed: checked })}
          describedBy={hint}
        />
        <p id={hint} className={hasNone ? 'text-warn' : 'text-fg-2'}>
          {hasNone ? t.none : room !== undefined && t.room(roundSize(room))}
        </p>
        <p className="text-fg-2">{isAllowed ? t.on : t.off}</p>
      </div>
      <div className="-mx-4 empty:hidden">
        <LeftoverPlace />
      </div>
      {isAllowed && (
        <SelectField
          label={t.memory}
          value={`${memory}`}
          options={MEMORIES.map((value) => ({ value: `${value}`, label: t.memories(value) }))}
          hint={t.memoryHint}
          onChange={(value) => setLogOnDisk({ memory: Number(value) })}
        />
      )}
      <div className="flex justify-end">
        <Button onClick={closeOverlay}>{kit.close}</Button>
      </div>
    </div>
  );
}

/** Bytes that the page may still store. `none`: the browser has no files for pages. undefined: not known yet. */
function useRoom(): number | 'none' | undefined {
  const [room, setRoom] = useState<number | 'none'>();
  useEffect(() => {
    let isGone = false;
    void askRoom().then((answer) => {
      if (!isGone) setRoom(answer);
    });
    return () => {
      isGone = true;
    };
  }, []);
  return room;
}

async function askRoom(): Promise<number | 'none'> {
  try {
    await navigator.storage.getDirectory();
    const { quota = 0, usage = 0 } = await navigator.storage.estimate();
    return Math.max(0, quota - usage);
  } catch {
    return 'none';
  }
}
