import { short } from '../../words/numbers.ts';
import { useText } from '../kit/language/useText.ts';
import { Tabs } from '../kit/Tabs.tsx';
import { NARROW, useMedia } from '../kit/useMedia.ts';
import { useHasAlink } from '../session/alink/device.ts';
import { useConnection } from '../session/connections.ts';
import { useHasPlatform } from '../session/platform/usePlatform.ts';
import { useProblemCount } from '../session/problems/useProblemCount.ts';
import { type NarrowPane, setView, showCentre, useView } from '../session/tabView.ts';
import { useCounters } from '../session/useWindowPart.ts';
import { ConnectionButtons } from './ConnectionButtons.tsx';

type Choice = NarrowPane | 'connection';

function choose(connectionId: string, choice: Choice): void {
  if (choice === 'connection') {
    setView(connectionId, { screen: 'editor' });
  } else if (choice === 'topics' || choice === 'publish') {
    setView(connectionId, { screen: 'capture', narrow: choice });
  } else {
    showCentre(connectionId, choice);
  }
}

/** What a connection's tab can show: the editor is one of it. Narrow, each pane is another. */
export function ViewTabs({ connectionId }: { connectionId: string }) {
  const t = useText().shell;
  const narrow = useMedia(NARROW);
  const view = useView(connectionId);
  const unread = useUnread(connectionId);
  const troubled = useTroubled(connectionId);
  const isFile = useConnection(connectionId)?.state.kind === 'file';
  const special = useSpecial(connectionId);
  const isEditor = view.screen === 'editor';
  const onChange = (choice: Choice) => choose(connectionId, choice);
  if (narrow) {
    return (
      <div data-focus="capture" className="flex h-11 shrink-0 border-b border-line bg-bar">
        <NarrowTabs
          connectionId={connectionId}
          value={isEditor ? 'connection' : view.narrow}
          onChange={onChange}
          isFile={isFile}
          special={special}
        />
        {!isEditor && <ConnectionButtons connectionId={connectionId} compact />}
      </div>
    );
  }
  return (
    <div
      data-focus="capture"
      className="flex h-(--h-tabs) shrink-0 items-stretch border-b border-line bg-bar px-1"
    >
      <Tabs
        label={t.views}
        more={t.morePanes}
        value={isEditor ? 'connection' : view.centre}
        tabs={[
          { value: 'packets', label: t.packets },
          { value: 'handshakes', label: t.handshakes, ...troubled },
          { value: 'topic', label: t.topic },
          { value: 'problems', label: t.problems, ...unread },
          { value: 'streams', label: t.streams },
          ...(isFile ? [] : [{ value: 'broker', label: t.broker } as const]),
          ...special,
          ...(isFile ? [] : [{ value: 'connection', label: t.connection } as const]),
        ]}
        onChange={onChange}
      />
      {!isEditor && <ConnectionButtons connectionId={connectionId} />}
    </div>
  );
}

/** Problems that were found since the person looked last, as a tab's count. */
function useUnread(connectionId: string): { readonly count?: string } {
  const unread = useProblemCount(connectionId, 'unread');
  return unread > 0 ? { count: short(unread) } : {};
}

/** Exchanges with a problem, as a tab's count. */
function useTroubled(connectionId: string): { readonly count?: string } {
  const t = useText().handshakes;
  const count = useCounters(connectionId)?.exchanges.problems ?? 0;
  return count > 0 ? { count: t.troubled(short(count)) } : {};
}

/** Filters that are not sent again: their pane is out of sight. */
function useHeld(connectionId: string): string | undefined {
  const t = useText().subscriptions;
  const subscriptions = useConnection(connectionId)?.subscriptions ?? [];
  const held = subscriptions.filter(({ state }) => state.kind === 'held').length;
  return held > 0 ? t.heldCount(held) : undefined;
}

type Special = readonly { readonly value: 'alink' | 'platform'; readonly label: string }[];

/** Views that only some connections have. */
function useSpecial(connectionId: string): Special {
  const t = useText().shell;
  const { centre } = useView(connectionId);
  // Whoever looks at it does not lose it with the last packet.
  const hasAlink = useHasAlink(connectionId) || centre === 'alink';
  const alink = hasAlink && ({ value: 'alink', label: t.alink } as const);
  // Nor with the line to its broker, which may be back.
  const hasPlatform = useHasPlatform(connectionId) || centre === 'platform';
  const platform = hasPlatform && ({ value: 'platform', label: t.platform } as const);
  return [alink, platform].filter((tab) => tab !== false);
}

interface NarrowTabsProps {
  readonly connectionId: string;
  readonly value: Choice;
  readonly onChange: (choice: Choice) => void;
  readonly isFile: boolean;
  readonly special: Special;
}

function NarrowTabs({ connectionId, value, onChange, isFile, special }: NarrowTabsProps) {
  const t = useText().shell;
  const topics = useCounters(connectionId)?.topics ?? 0;
  const unread = useUnread(connectionId);
  const held = useHeld(connectionId);
  return (
    <Tabs
      label={t.panes}
      stretched
      more={t.morePanes}
      value={value}
      tabs={[
        { value: 'topics', label: t.topics, count: short(topics), alarm: held },
        { value: 'packets', label: t.packets },
        { value: 'handshakes', label: t.handshakes },
        { value: 'topic', label: t.topic },
        { value: 'problems', label: t.problems, ...unread },
        { value: 'streams', label: t.streams },
        ...(isFile ? [] : [{ value: 'broker', label: t.broker } as const]),
        ...special,
        { value: 'publish', label: t.publish },
        ...(isFile ? [] : [{ value: 'connection', label: t.connection } as const]),
      ]}
      onChange={onChange}
    />
  );
}
