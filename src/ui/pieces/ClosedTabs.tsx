import { History } from 'lucide-react';
import { useState } from 'react';
import { Button, datedTime, useText } from '#kit';
import type { ClosedTab } from '../../connection/keeping/keptFolder.ts';
import {
  openClosedTab,
  removeClosedTab,
  removeClosedTabs,
  useKeptPackets,
} from '../session/captures/keptPackets.ts';
import { shownName } from '../session/shownName.ts';

/** Kept packets of tabs that were closed. Each can be opened once, or deleted. */
export function ClosedTabs() {
  const t = useText().packetLog.kept;
  const closed = useKeptPackets((kept) => kept.closed);
  return (
    <section aria-label={t.closedTabs} className="mt-8">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line pb-1">
        <h2 className="mr-auto text-xs text-fg-2">
          {t.closedTabs} · {t.hint}
        </h2>
        {closed.length > 1 && (
          <Button look="quiet" className="h-(--h-small)" onClick={removeClosedTabs}>
            {t.deleteAll}
          </Button>
        )}
      </div>
      <ul>
        {closed.map((tab) => (
          <Row key={tab.id} tab={tab} />
        ))}
      </ul>
    </section>
  );
}

function Row({ tab }: { tab: ClosedTab }) {
  const t = useText().packetLog.kept;
  const [now] = useState(Date.now);
  const name = shownName(tab.server || t.unnamed);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
      <History size={14} aria-hidden className="shrink-0 text-fg-3" />
      <span className="min-w-0 truncate font-mono">{name}</span>
      <span className="mr-auto text-fg-2">
        {t.about(datedTime(tab.at, now).slice(0, -4), tab.packets)}
      </span>
      <span className="flex gap-2">
        <Button
          className="h-(--h-small)"
          label={t.openOf(name)}
          onClick={() => void openClosedTab(tab, name)}
        >
          {t.open}
        </Button>
        <Button
          look="quiet"
          className="h-(--h-small)"
          label={t.deleteOf(name)}
          onClick={() => void removeClosedTab(tab.id)}
        >
          {t.delete}
        </Button>
      </span>
    </li>
  );
}
