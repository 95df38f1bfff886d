import { useEffect, useId, useState } from 'react';
import { Button, Dialog, Switch, useText } from '#kit';
import { hasFiles, setKeeping, useKeptPackets } from '../../session/captures/keptPackets.ts';
import { closeOverlay, useOverlay } from '../../session/dialogs/overlay.ts';

/** Whether the newest packets are kept over a reload. */
export function KeptPackets() {
  const t = useText().packetLog.kept;
  const isOpen = useOverlay(({ open }) => open === 'keptPackets');
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
  const { packetLog, kit } = useText();
  const t = packetLog.kept;
  const isOn = useKeptPackets((kept) => kept.isOn);
  const isPossible = useIsPossible();
  const hint = useId();
  return (
    <div className="flex flex-col gap-4 p-4">
      <div>
        <h2 className="text-base font-semibold">{t.title}</h2>
        <p className="mt-1 text-fg-2">{t.text}</p>
      </div>
      <div>
        <Switch
          label={t.allow}
          checked={isOn && isPossible}
          disabled={!isPossible}
          onChange={setKeeping}
          describedBy={hint}
        />
        <p id={hint} className={isPossible ? 'text-fg-2' : 'text-warn'}>
          {!isPossible && t.none}
          {isPossible && !isOn && t.off}
        </p>
      </div>
      <div className="flex justify-end">
        <Button onClick={closeOverlay}>{kit.close}</Button>
      </div>
    </div>
  );
}

function useIsPossible(): boolean {
  const [isPossible, setPossible] = useState(true);
  useEffect(() => {
    let isGone = false;
    void hasFiles().then((answer) => {
      if (!isGone) setPossible(answer);
    });
    return () => {
      isGone = true;
    };
  }, []);
  return isPossible;
}
