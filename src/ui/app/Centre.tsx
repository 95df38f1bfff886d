import { useRef } from 'react';
import { FileNotice } from '../captures/FileNotice.tsx';
import { TapNotice } from '../captures/TapNotice.tsx';
import { PacketDetailPane } from '../detail/PacketDetailPane.tsx';
import { StepStrip } from '../faults/StepStrip.tsx';
import { Splitter } from '../kit/Splitter.tsx';
import { tabPanelProps } from '../kit/Tabs.tsx';
import { PacketsView } from '../packets/PacketsView.tsx';
import { useView } from '../state/views.ts';
import { useText } from '../text/useText.ts';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { LIMITS, setLayout, useLayout } from './layout.ts';
import { useTabName } from './useTabName.ts';
import { ViewBody } from './ViewBody.tsx';
import { ViewTabs } from './ViewTabs.tsx';

/** The middle column: what happened to the connection, then the view that is chosen. */
export function Centre({ connectionId }: { connectionId: string }) {
  const t = useText().shell;
  const { centre } = useView(connectionId);
  const name = useTabName(connectionId);
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col" data-pane="centre">
      <h1 className="sr-only">{name}</h1>
      <ViewTabs connectionId={connectionId} />
      <ConnectionNotice connectionId={connectionId} place="capture" />
      <FileNotice connectionId={connectionId} />
      <TapNotice connectionId={connectionId} />
      <StepStrip connectionId={connectionId} />
      {centre === 'packets' ? (
        <PacketsAndDetail connectionId={connectionId} />
      ) : (
        <div {...tabPanelProps('centre', t[centre])} className="flex min-h-0 flex-1 flex-col">
          <ViewBody connectionId={connectionId} view={centre} />
        </div>
      )}
    </main>
  );
}

/** The list above, the chosen packet's fields and bytes below. */
export function PacketsAndDetail({ connectionId }: { connectionId: string }) {
  const t = useText().shell;
  const { list } = useLayout();
  const box = useRef<HTMLDivElement>(null);
  return (
    <div {...tabPanelProps('centre', t.packets)} ref={box} className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-0 flex-col" style={{ flex: `${list} 1 0` }}>
        <PacketsView connectionId={connectionId} />
      </div>
      <Splitter
        label={t.resizeDetail}
        orientation="horizontal"
        value={list * 100}
        min={LIMITS.list[0] * 100}
        max={LIMITS.list[1] * 100}
        perPixel={() => 100 / (box.current?.clientHeight ?? 800)}
        step={5}
        onChange={(value) => setLayout({ list: value / 100 })}
      />
      <div className="flex min-h-0 flex-col" style={{ flex: `${1 - list} 1 0` }}>
        <PacketDetailPane connectionId={connectionId} />
      </div>
    </div>
  );
}
