import { Columns3, Download, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { visibleText } from '../../../base/visibleText.ts';
import { pathText, type ValuePath } from '../../../payload/tree/valueTree.ts';
import { Button } from '../../kit/Button.tsx';
import { IconButton } from '../../kit/IconButton.tsx';
import { useText } from '../../kit/language/useText.ts';
import { Menu } from '../../kit/Menu.tsx';
import { MenuButton } from '../../kit/MenuButton.tsx';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { askToSave } from '../../session/captures/saves.ts';
import { isSame, togglePinned } from './pinnedPaths.ts';

interface HistoryHeadProps {
  readonly tabs: ReactNode;
  readonly connectionId: string;
  readonly topic: string;
  /** How many there are. */
  readonly told: string;
  /** Messages above what is on screen that came since it was at the newest. */
  readonly arrived: number;
  readonly onNewest: () => void;
  readonly isFollowing: boolean;
  readonly onFollow: (follow: boolean) => void;
  /** undefined: nothing is searched. */
  readonly search: string | undefined;
  readonly onSearch: (text: string | undefined) => void;
  /** Paths in the newest message. */
  readonly paths: readonly ValuePath[];
  readonly pinned: readonly ValuePath[];
}

export function HistoryHead(props: HistoryHeadProps) {
  const { connectionId, topic, arrived, search, onSearch, paths, pinned } = props;
  const t = useText().topic;
  const items = [...pinned.filter((one) => !paths.some((path) => isSame(path, one))), ...paths].map(
    (path) => ({
      id: pathText(path),
      label: visibleText(pathText(path)),
      checked: pinned.some((one) => isSame(one, path)),
      run: () => togglePinned(connectionId, topic, path),
    }),
  );
  return (
    <>
      <div className="flex h-(--h-tabs) shrink-0 items-center gap-1 border-b border-line bg-bar pr-1 whitespace-nowrap">
        {props.tabs}
        <span className="min-w-0 truncate text-fg-2 max-sm:sr-only">{props.told}</span>
        <span className="flex-1" />
        {arrived > 0 && (
          <Button look="action" className="h-(--h-small)" onClick={props.onNewest}>
            {t.arrived(arrived)}
          </Button>
        )}
        {items.length > 0 && (
          <MenuButton
            label={t.pinnedValues}
            icon={<Columns3 size={14} aria-hidden />}
            menu={(place, onClose) => (
              <Menu
                label={t.pinnedValues}
                groups={[{ label: t.pinnedValues, items }]}
                place={place}
                onClose={onClose}
              />
            )}
          />
        )}
        <IconButton
          small
          label={t.searchHistory}
          pressed={search !== undefined}
          onClick={() => onSearch(search === undefined ? '' : undefined)}
        >
          <Search size={14} aria-hidden />
        </IconButton>
        <IconButton small label={t.exportTopic} onClick={() => askToSave(connectionId, topic)}>
          <Download size={14} aria-hidden />
        </IconButton>
        <Button
          pressed={props.isFollowing}
          title={t.followTitle}
          className="h-(--h-small)"
          onClick={() => props.onFollow(!props.isFollowing)}
        >
          {t.follow}
        </Button>
      </div>
      {search !== undefined && (
        <div className="shrink-0 border-b border-line bg-bar px-2 py-1">
          <SearchBox
            label={t.searchHistory}
            clearLabel={t.endSearch}
            value={search}
            onChange={(text) => onSearch(text)}
          />
        </div>
      )}
    </>
  );
}
