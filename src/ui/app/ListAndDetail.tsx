import { type ReactNode, useRef } from 'react';
import { Splitter } from '../kit/Splitter.tsx';
import type { tabPanelProps } from '../kit/Tabs.tsx';
import { useText } from '../text/useText.ts';
import { LIMITS, setLayout, useLayout } from './layout.ts';

interface ListAndDetailProps {
  readonly list: ReactNode;
  /** Of what is chosen in the list; undefined: nothing is, and the list has all the room. */
  readonly detail: ReactNode | undefined;
  readonly panel?: ReturnType<typeof tabPanelProps>;
}

/** A list above, what is chosen in it below; where one ends is the same in all views. */
export function ListAndDetail({ list, detail, panel }: ListAndDetailProps) {
  const t = useText().shell;
  const { list: share } = useLayout();
  const box = useRef<HTMLDivElement>(null);
  return (
    <div {...panel} ref={box} className="flex h-full min-h-0 flex-1 flex-col">
      <div
        className="flex min-h-0 flex-col"
        style={{ flex: `${detail === undefined ? 1 : share} 1 0` }}
      >
        {list}
      </div>
      {detail !== undefined && (
        <>
          <Splitter
            label={t.resizeDetail}
            orientation="horizontal"
            value={share * 100}
            min={LIMITS.list[0] * 100}
            max={LIMITS.list[1] * 100}
            perPixel={() => 100 / (box.current?.clientHeight ?? 800)}
            step={5}
            onChange={(value) => setLayout({ list: value / 100 })}
          />
          <div className="flex min-h-0 flex-col" style={{ flex: `${1 - share} 1 0` }}>
            {detail}
          </div>
        </>
      )}
    </div>
  );
}
