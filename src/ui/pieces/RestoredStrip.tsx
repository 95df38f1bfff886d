import { Plug } from 'lucide-react';
import { Button } from '../kit/Button.tsx';
import { useText } from '../kit/language/useText.ts';
import { Strip } from '../kit/Strip.tsx';
import { useConnections } from '../session/connections.ts';
import { noteConnecting, useRestored } from '../session/restoredTabs.ts';
import { connectAll, waitingTabs } from '../session/tabs/connectAll.ts';

/** The tab is back, its connection and its packets are not. */
export function RestoredStrip({ connectionId }: { connectionId: string }) {
  const t = useText().restored;
  const lacksSecret = useRestored(connectionId)?.lacksSecret === true;
  useConnections(({ list }) => list.length);
  const count = waitingTabs().length;
  return (
    <Strip
      tone="info"
      title={t.title}
      onDismiss={() => noteConnecting(connectionId)}
      {...(count > 1 && {
        actions: (
          <Button icon={<Plug size={14} aria-hidden />} onClick={connectAll}>
            {t.connectAll}
          </Button>
        ),
      })}
    >
      <p className="text-fg-2">
        {t.text} {lacksSecret && `${t.secretText} `}
        {count > 1 && t.others(count)}
      </p>
    </Strip>
  );
}
