import { FolderOpen, Footprints, Radio } from 'lucide-react';
import type { CompanionInfo } from '../../../broker/core/companionInfo.ts';
import type { FirstTexts } from '../../../i18n/en/first.ts';
import { Button } from '../../kit/Button.tsx';
import { classes } from '../../kit/classes.ts';
import { useFirstText } from '../../kit/language/firstText.ts';
import { chooseCapture } from '../../session/captures/openCapture.ts';
import { useCompanion } from '../../session/companion.ts';
import { useConnections } from '../../session/connections.ts';
import { tryDemo } from '../../session/profiles/demo.ts';
import { openThisTab } from '../../session/profiles/thisTab.ts';
import { takeTour } from '../../session/tour/state.ts';

/** True if no connection has been made in this tab. */
export const useIsFirstVisit = (): boolean =>
  useConnections(({ list }) => !list.some((one) => one.settings !== undefined));

interface WelcomeStripProps {
  readonly connectionId: string;
  /** There is no address yet. */
  readonly isFirst: boolean;
  /** It stands in a column of its own, where files have another place. */
  readonly isColumn?: boolean;
}

/**
 * Start offers. With an unused editor: the companion's demo. Without an editor: also the demo of this tab.
 */
export function WelcomeStrip({ connectionId, isFirst, isColumn = false }: WelcomeStripProps) {
  const { captures, welcome: t } = useFirstText();
  const companion = useCompanion();
  const isFirstVisit = useIsFirstVisit();
  if (companion === undefined || !isFirstVisit) {
    return null;
  }
  const broker = companion === 'none' || companion.ws === undefined ? undefined : companion;
  return (
    <section
      aria-label={t.title}
      className={classes(
        'flex shrink-0 gap-x-4 gap-y-3 border-b border-line',
        isColumn
          ? 'flex-col px-4 py-5 *:min-h-9'
          : 'flex-wrap items-center bg-sel-2 px-4 py-4 shadow-[inset_2px_0_var(--accent)]',
      )}
    >
      <div className={classes(!isColumn && 'min-w-60 flex-1')}>
        <h2 className="text-base font-semibold">{t.title}</h2>
        <p className="mt-1 text-fg-2">{demoText(broker, t)}</p>
      </div>
      <Button
        look={isFirst ? 'primary' : 'plain'}
        icon={<Radio size={14} aria-hidden />}
        onClick={() =>
          broker === undefined ? openThisTab(connectionId) : tryDemo(connectionId, broker)
        }
      >
        {t.demo}
      </Button>
      <Button
        icon={<Footprints size={14} aria-hidden />}
        onClick={() => takeTour(() => connectionId)}
      >
        {t.tour}
      </Button>
      {!isColumn && (
        <Button icon={<FolderOpen size={14} aria-hidden />} onClick={chooseCapture}>
          {captures.openFile}
        </Button>
      )}
    </section>
  );
}

function demoText(broker: CompanionInfo | undefined, t: FirstTexts['welcome']): string {
  if (broker === undefined) return t.tabText;
  if (broker.needsCredentials) return t.demoNeedsUser;
  return broker.demo ? t.demoText : t.demoQuiet;
}
