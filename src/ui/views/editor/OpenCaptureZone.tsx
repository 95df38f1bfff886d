import { FileDown, FolderOpen } from 'lucide-react';
import { READ_EXTENSIONS } from '../../../engine/files/captureFormats.ts';
import { Button } from '../../kit/Button.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { RecentPlace } from '../../pieces/RecentPlace.tsx';
import { chooseCapture } from '../../session/captures/openCapture.ts';

/** Area for capture files: drop (anywhere in the window), choose, or open again. */
export function OpenCaptureZone() {
  const { captures, start: t } = useFirstText();
  return (
    <>
      <section aria-label={captures.openFile} className="px-4 py-5">
        <div className="flex flex-col items-center gap-2 rounded-md border border-dashed border-ctl bg-well px-4 py-6 text-center">
          <FileDown size={16} aria-hidden className="text-fg-2" />
          <p>{t.dropHere}</p>
          <Button icon={<FolderOpen size={14} aria-hidden />} onClick={chooseCapture}>
            {captures.openFile}
          </Button>
          <p className="font-mono text-xs text-fg-2">{READ_EXTENSIONS.join(' ')}</p>
          <p className="text-xs text-fg-2">{t.staysHere}</p>
        </div>
      </section>
      <RecentPlace kind="file" />
    </>
  );
}
