import { Plug } from 'lucide-react';
import { Button, Strip, useText } from '#kit';
import { useConnection } from '../../session/connection/connections.ts';
import {
  noteConnecting,
  useRestored,
  useRestoredCount,
} from '../../session/connection/restoredTabs.ts';
import { useDraft, usedDraft } from '../../session/profiles/drafts.ts';
import { isLacking } from '../../session/profiles/lackingSecret.ts';
import { connectAgain, connectAll } from '../../session/tabs/connectAll.ts';

/** Notice that the tab was restored without its connection, with the packets that were kept. */
export function RestoredStrip({ connectionId }: { connectionId: string }) {
  const { restored: t, emptyStates } = useText();
  const { next } = emptyStates;
  const lacksSecret = isLacking(
    useRestored(connectionId),
    useDraft(connectionId),
    usedDraft(connectionId),
  );
  const count = useRestoredCount();
  const { recalled } = useConnection(connectionId, 'recalled') ?? {};
  return (
    <>
      <Strip
        tone="info"
        title={t.title}
        onDismiss={() => noteConnecting(connectionId)}
        actions={
          <Button
            icon={<Plug size={14} aria-hidden />}
            onClick={count > 1 ? connectAll : () => connectAgain(connectionId)}
          >
            {count > 1 ? t.connectAll : next.connect}
          </Button>
        }
      >
        <p className="text-fg-2">
          {t.packets(recalled)} {lacksSecret && `${t.secretText} `}
          {count > 1 && t.others(count)}
        </p>
      </Strip>
    </>
  );
}
