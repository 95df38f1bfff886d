import { FolderOpen, Radio } from 'lucide-react';
import { chooseCapture } from '../captures/openCapture.ts';
import { Button } from '../kit/Button.tsx';
import { useConnections } from '../state/connections.ts';
import { useText } from '../text/useText.ts';
import { useCompanion } from './companion.ts';
import { tryDemo } from './demo.ts';

/** Above an editor that nobody has used yet, where the companion has something to show. */
export function WelcomeStrip({ connectionId }: { connectionId: string }) {
  const { captures, welcome: t } = useText();
  const companion = useCompanion();
  const used = useConnections(({ list }) => list.some((one) => one.settings !== undefined));
  if (companion?.ws === undefined || used) {
    return null;
  }
  return (
    <section
      aria-label={t.title}
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-3 border-b border-line bg-sel-2 px-4 py-4 shadow-[inset_2px_0_var(--accent)]"
    >
      <div className="min-w-60 flex-1">
        <h2 className="text-base font-semibold">{t.title}</h2>
        <p className="mt-1 text-fg-2">
          {companion.needsCredentials ? t.demoNeedsUser : companion.demo ? t.demoText : t.demoQuiet}{' '}
          {t.own}
        </p>
      </div>
      <Button
        look="primary"
        icon={<Radio size={14} aria-hidden />}
        onClick={() => tryDemo(connectionId, companion)}
      >
        {t.demo}
      </Button>
      <Button icon={<FolderOpen size={14} aria-hidden />} onClick={chooseCapture}>
        {captures.openFile}
      </Button>
    </section>
  );
}
