import { FolderOpen, Plug } from 'lucide-react';
import { Button, Strip, useText } from '#kit';
import { chooseAgain } from '../../session/captures/chooseAgain.ts';
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
  return (
    <Strip
      tone="info"
      title={t.notOpened(file.name)}
      actions={
        <>
          <Button
            icon={<FolderOpen size={14} aria-hidden />}
            onClick={() => chooseAgain(connectionId)}
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
        {t.notKept} {restored > 0 && t.others(restored)}
      </p>
    </Strip>
  );
}
