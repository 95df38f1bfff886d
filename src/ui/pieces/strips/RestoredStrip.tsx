import { Plug, Radio } from 'lucide-react';
import { Button } from '../../kit/controls/Button.tsx';
import { Strip } from '../../kit/controls/Strip.tsx';
import { useText } from '../../kit/language/useText.ts';
import { useCompanion } from '../../session/broker/companion.ts';
import { useConnections } from '../../session/connection/connections.ts';
import {
  noteConnecting,
  useRestored,
  useRestoredCount,
} from '../../session/connection/restoredTabs.ts';
import { useDraft } from '../../session/profiles/drafts.ts';
import { isLacking } from '../../session/profiles/lackingSecret.ts';
import { connectAll, demoAgain } from '../../session/tabs/connectAll.ts';
import { LeftoverPlace } from '../LeftoverPlace.tsx';

/** Notice that the tab was restored without its connection and packets. */
export function RestoredStrip({ connectionId }: { connectionId: string }) {
  const { restored: t, welcome } = useText();
  const companion = useCompanion();
  const lacksSecret = isLacking(useRestored(connectionId), useDraft(connectionId));
  const count = useRestoredCount();
  // A page without open work shows the offers of the first screen.
  const isIdle = useConnections(({ list }) => list.every(({ state }) => state.kind === 'closed'));
  return (
    <>
      <Strip
        tone="info"
        title={t.title}
        onDismiss={() => noteConnecting(connectionId)}
        actions={
          (count > 1 || isIdle) && (
            <>
              {count > 1 && (
                <Button icon={<Plug size={14} aria-hidden />} onClick={connectAll}>
                  {t.connectAll}
                </Button>
              )}
              {isIdle && companion !== undefined && (
                <Button
                  look="quiet"
                  icon={<Radio size={14} aria-hidden />}
                  onClick={() => demoAgain(companion)}
                >
                  {welcome.demo}
                </Button>
              )}
            </>
          )
        }
      >
        <p className="text-fg-2">
          {t.text} {lacksSecret && `${t.secretText} `}
          {count > 1 && t.others(count)}
        </p>
      </Strip>
      <LeftoverPlace />
    </>
  );
}
