import { File, Plug, X } from 'lucide-react';
import { useMemo } from 'react';
import { isTabAddress } from '../../profiles/tabAddress.ts';
import { roundSize } from '../../words/sizes.ts';
import { Button } from '../kit/Button.tsx';
import { IconButton } from '../kit/IconButton.tsx';
import { useLanguage } from '../kit/language/language.ts';
import { useText } from '../kit/language/useText.ts';
import { chooseAgain, openAgain } from '../session/captures/openAgain.ts';
import {
  type RecentConnection,
  type RecentFile,
  type RecentItem,
  readItems,
} from '../session/recent/items.ts';
import { useKeptRecent } from '../session/recent/place.ts';
import { clearRecent, connectRecent, openRecent, removeRecent } from '../session/recent/recent.ts';
import { shownName } from '../session/shownName.ts';

export interface RecentProps {
  /** The tab that takes a connection, where it is unused; undefined: it gets one of its own. */
  readonly connectionId?: string;
  /** Lists of each have a place of their own; undefined: one list has both. */
  readonly kind?: RecentItem['kind'] | undefined;
}

/** Connections and files that were used lately, each a click away. */
export function Recent({ connectionId, kind }: RecentProps) {
  const t = useText().recent;
  const kept = useKeptRecent(({ text }) => text);
  const all = useMemo(() => readItems(kept), [kept]);
  const items = kind === undefined ? all : all.filter((item) => item.kind === kind);
  if (items.length === 0) return null;
  // One button clears all of it.
  const clears = kind !== 'file' || items.length === all.length;
  const title = kind === 'file' ? t.files : t.title;
  return (
    <section aria-label={title} className="border-b border-line px-4 py-3">
      <div className="flex items-center gap-2">
        <h2 className="text-base font-semibold">{title}</h2>
        {clears && (
          <Button
            look="quiet"
            className="ml-auto h-(--h-small)!"
            onClick={() => clearRecent(t.clearedAll)}
          >
            {t.clear}
          </Button>
        )}
      </div>
      <ul className="mt-1 max-h-80 overflow-auto">
        {items.map((item) => (
          <li
            key={`${item.kind} ${item.at} ${item.name}`}
            className="group flex h-(--h-ctl) items-center gap-2 border-t border-line hover:bg-hover"
          >
            {item.kind === 'file' ? (
              <FileRow file={item} />
            ) : (
              <ConnectionRow item={item} connectionId={connectionId} />
            )}
            <When item={item} />
            <IconButton
              small
              label={t.remove(shownName(item.name))}
              onClick={() => removeRecent(item, t.removed(shownName(item.name)))}
            >
              <X size={12} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

const ROW = 'flex min-w-0 flex-1 items-center gap-2 text-left hover:text-accent';

function ConnectionRow({
  item,
  connectionId,
}: {
  item: RecentConnection;
  connectionId: string | undefined;
}) {
  const { recent: t, shell, welcome } = useText();
  const { draft } = item;
  const place = isTabAddress(draft.url) ? welcome.thisTabHint : draft.url || draft.productKey;
  return (
    <>
      <button
        type="button"
        className={ROW}
        title={t.openTitle}
        onClick={() => openRecent(connectionId, item)}
        onDoubleClick={() => connectRecent(connectionId, item)}
      >
        <Plug size={12} aria-hidden className="shrink-0 text-fg-3" />
        <span className="max-w-4/5 shrink-0 truncate font-semibold">{shownName(item.name)}</span>
        <span className="min-w-0 truncate font-mono text-fg-2">{shownName(place)}</span>
        <span className="shrink-0 text-fg-3 max-md:hidden">{shell.mqttVersion(draft.version)}</span>
      </button>
      <Button
        look="quiet"
        className="h-(--h-small)!"
        label={t.connect(shownName(item.name))}
        onClick={() => connectRecent(connectionId, item)}
      >
        {shell.connect}
      </Button>
    </>
  );
}

/** By the browser's handle, or as the person chooses it. */
async function open(file: RecentFile): Promise<void> {
  if ((await openAgain(file)) === 'to-choose') await chooseAgain();
}

function FileRow({ file }: { file: RecentFile }) {
  const t = useText().recent;
  return (
    <button type="button" className={ROW} title={t.fileTitle} onClick={() => void open(file)}>
      <File size={12} aria-hidden className="shrink-0 text-fg-3" />
      <span className="min-w-0 truncate font-semibold">{shownName(file.name)}</span>
      <span className="shrink-0 text-fg-2">{roundSize(file.size)}</span>
    </button>
  );
}

function When({ item }: { item: RecentItem }) {
  const language = useLanguage((state) => state.language);
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return <span className="shrink-0 text-xs text-fg-3 max-sm:hidden">{format.format(item.at)}</span>;
}
