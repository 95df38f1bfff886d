import { Columns3 } from 'lucide-react';
import { flushSync } from 'react-dom';
import { Button, focusTarget, Menu, MenuButton, SearchBox, useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import { isSamePath, pathText, type ValuePath } from '../../../../payload/tree/valueTree.ts';
import { togglePinned } from '../value/pinnedPaths.ts';
import { saveHistory } from './saveHistory.ts';

interface HistoryFootProps {
  readonly connectionId: string;
  readonly topic: string;
  /** Number of messages, in words. */
  readonly told: string;
  /** Messages above the visible rows that arrived since the list showed its newest row. */
  readonly arrived: number;
  readonly onNewest: () => void;
  readonly isFollowing: boolean;
  readonly onFollow: (follow: boolean) => void;
  /** undefined: nothing is searched. */
  readonly search: string | undefined;
  readonly onSearch: (text: string | undefined) => void;
  /** Number of messages, if they do not all fit on the page. */
  readonly all: number | undefined;
  /** The history is the page. */
  readonly isWhole: boolean;
  readonly onWhole: (isWhole: boolean) => void;
  /** Paths in the newest message. */
  readonly paths: readonly ValuePath[];
  readonly pinned: readonly ValuePath[];
}

const FOOT =
  'flex min-h-9 shrink-0 flex-wrap items-center gap-x-1 px-3 [--h-ctl:24px] max-md:[--h-ctl:42px]';
const SEARCH = 'search-history';

/** Number of stored messages, and actions on them. During a search, its field instead of the actions. */
export function HistoryFoot(props: HistoryFootProps) {
  const { connectionId, topic, arrived, search, onSearch, paths, pinned, isWhole } = props;
  const t = useText().topic;
  const items = [
    ...pinned.filter((one) => !paths.some((path) => isSamePath(path, one))),
    ...paths,
  ].map((path) => ({
    id: pathText(path),
    label: visibleText(pathText(path)),
    checked: pinned.some((one) => isSamePath(one, path)),
    run: () => togglePinned(connectionId, topic, path),
  }));
  const whole = props.all !== undefined && (
    <Button look="action" className="px-1.5!" onClick={() => props.onWhole(!isWhole)}>
      {isWhole ? t.backToValue : t.allMessages(props.all)}
    </Button>
  );
  if (search !== undefined)
    return (
      <div className={FOOT}>
        <div className="min-w-40 flex-1">
          <SearchBox
            label={t.searchHistory}
            clearLabel={t.endSearch}
            value={search}
            onChange={onSearch}
            onClose={() => {
              flushSync(() => onSearch(undefined));
              focusTarget(SEARCH);
            }}
          />
        </div>
        <span className="ml-1 text-fg-2">{props.told}</span>
        {whole}
      </div>
    );
  return (
    <div className={FOOT}>
      <span className="mr-1 text-fg-2">{props.told}</span>
      {whole}
      <Button
        look="action"
        className="px-1.5!"
        expanded={false}
        focusName={SEARCH}
        onClick={() => onSearch('')}
      >
        {t.search}
      </Button>
      <Button
        look="action"
        className="px-1.5!"
        onClick={() => void saveHistory(connectionId, topic)}
      >
        {t.saveCsv}
      </Button>
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
      <span className="ml-auto">
        {arrived > 0 && (
          <Button look="action" onClick={props.onNewest}>
            {t.arrived(arrived)}
          </Button>
        )}
        <Button
          look="quiet"
          pressed={props.isFollowing}
          title={t.followTitle}
          onClick={() => props.onFollow(!props.isFollowing)}
        >
          {t.follow}
        </Button>
      </span>
    </div>
  );
}
