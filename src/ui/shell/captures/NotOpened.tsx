import { FolderOpen, Plug, RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../kit/controls/Button.tsx';
import { Strip } from '../../kit/controls/Strip.tsx';
import { useText } from '../../kit/language/useText.ts';
import { handleOf } from '../../session/captures/fileHandles.ts';
import { type Again, chooseAgain, openAgain } from '../../session/captures/openAgain.ts';
import type { OpenedFile } from '../../session/connection/connections.ts';
import { useRestoredCount } from '../../session/connection/restoredTabs.ts';
import { connectAll } from '../../session/tabs/connectAll.ts';

interface NotOpenedProps {
  readonly connectionId: string;
  readonly file: OpenedFile;
}

/** A file that was open before a reload. Only the user can open it again. */
export function NotOpened({ connectionId, file }: NotOpenedProps) {
  const t = useText().restored;
  // Those of other tabs.
  const restored = useRestoredCount();
  const [how, setHow] = useState<Again | 'asks'>('to-choose');
  useEffect(() => {
    let isThere = true;
    void handleOf(file).then((handle) => {
      if (isThere && handle !== undefined) setHow('asks');
    });
    return () => {
      isThere = false;
    };
  }, [file]);
  return (
    <Strip
      tone="info"
      title={t.notOpened(file.name)}
      actions={
        <>
          {how !== 'to-choose' && (
            <Button
              look="primary"
              icon={<RotateCw size={14} aria-hidden />}
              onClick={() => void openAgain(file, connectionId).then(setHow)}
            >
              {t.openAgain}
            </Button>
          )}
          <Button
            icon={<FolderOpen size={14} aria-hidden />}
            onClick={() => void chooseAgain(connectionId)}
          >
            {t.chooseAgain}
          </Button>
          {restored > 0 && (
            <Button icon={<Plug size={14} aria-hidden />} onClick={connectAll}>
              {t.connectAll}
            </Button>
          )}
        </>
      }
    >
      <p className="text-fg-2">
        {how === 'to-choose' ? t.notKept : t.asksPermission} {restored > 0 && t.others(restored)}
      </p>
    </Strip>
  );
}
