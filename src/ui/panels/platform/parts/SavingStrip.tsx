import { Download, Save } from 'lucide-react';
import { visibleText } from '../../../../base/visibleText.ts';
import type { SavingFacts } from '../../../../broker/platform/devices/registryCommands.ts';
import { Button } from '../../../kit/controls/Button.tsx';
import { Strip } from '../../../kit/controls/Strip.tsx';
import { useText } from '../../../kit/language/useText.ts';
import { shownName } from '../../../session/shownName.ts';
import { downloadDevices, saveDevices } from '../calls/editing.ts';

interface SavingStripProps {
  readonly connectionId: string;
  readonly saving: SavingFacts;
}

/** Errors in the devices file, and unsaved changes. */
export function SavingStrip({ connectionId, saving }: SavingStripProps) {
  const t = useText().platformEdit.saving;
  const { file = '', unread } = saving;
  return (
    <>
      {unread !== undefined && (
        <Strip tone="err" title={t.unread(shownName(file))}>
          <p role="alert" className="wrap-anywhere">
            {visibleText(unread)}
          </p>
          <p>{t.unreadText}</p>
        </Strip>
      )}
      <Unsaved connectionId={connectionId} saving={saving} />
    </>
  );
}

function Unsaved({ connectionId, saving }: SavingStripProps) {
  const t = useText().platformEdit.saving;
  const { file, unsaved, isSaving, failure } = saving;
  if (unsaved === 0 && failure === undefined) return null;
  return (
    <Strip tone={failure === undefined ? 'info' : 'err'} title={t.unsaved(unsaved)}>
      <p>{t.text}</p>
      {failure !== undefined && (
        <p role="alert" className="wrap-anywhere text-err">
          {t.failed}: {visibleText(failure)}
        </p>
      )}
      <div className="flex flex-wrap gap-2 pt-1">
        {file !== undefined && (
          <Button
            icon={<Save size={14} aria-hidden />}
            disabled={isSaving}
            keepsFocus
            onClick={() => saveDevices(connectionId)}
          >
            {t.save(shownName(file))}
          </Button>
        )}
        <DownloadButton connectionId={connectionId} />
      </div>
    </Strip>
  );
}

export function DownloadButton({ connectionId }: { connectionId: string }) {
  const t = useText().platformEdit.saving;
  return (
    <Button
      icon={<Download size={14} aria-hidden />}
      title={t.downloadTitle}
      onClick={() => void downloadDevices(connectionId)}
    >
      {t.download}
    </Button>
  );
}
