import { File, Lock, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { ago } from '../../i18n/ago.ts';
import { grouped } from '../../i18n/numbers.ts';
import { roundSize } from '../../i18n/sizes.ts';
import { isTabAddress } from '../../profiles/settings/tabAddress.ts';
import { Button } from '../kit/Button.tsx';
import { classes } from '../kit/classes.ts';
import { COLOUR_MARKS } from '../kit/colourMarks.ts';
import { IconButton } from '../kit/IconButton.tsx';
import { useLanguage } from '../kit/language/language.ts';
import { useText } from '../kit/language/useText.ts';
import { page } from '../kit/page.ts';
import { placeOf } from '../session/brokerPlace.ts';
import { chooseAgain, openAgain } from '../session/captures/openAgain.ts';
import { useCompanion } from '../session/companion.ts';
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

/**
 * Recently used connections and files, each opened by a click. Both have the same columns: name, address or
 * size, broker or number of packets, version, and time.
 */
export function Recent({ connectionId, kind }: RecentProps) {
  const { recent: t } = useText();
  const kept = useKeptRecent(({ text }) => text);
  const all = useMemo(() => readItems(kept), [kept]);
  // Entries that are added while the list is on screen need no age.
  const [now] = useState(Date.now);
  const items = kind === undefined ? all : all.filter((item) => item.kind === kind);
  if (items.length === 0) return null;
  // A single button clears everything.
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
      <div className={classes('grid gap-x-3', GRID[kind ?? 'connection'])}>
        <Heads kind={kind} />
        <ul className="col-span-full grid max-h-96 grid-cols-subgrid overflow-auto">
          {items.map((item) => (
            <li
              key={`${item.kind} ${item.at} ${item.name}`}
              className="col-span-full grid h-(--h-ctl) grid-cols-subgrid items-center border-t border-line hover:bg-hover"
            >
              {item.kind === 'connection' ? (
                <ConnectionRow item={item} connectionId={connectionId} />
              ) : (
                <FileRow file={item} isAlone={kind === 'file'} />
              )}
              <When at={item.at} now={now} />
              <span className="flex items-center justify-end gap-1">
                {item.kind === 'connection' && (
                  <ConnectButton item={item} connectionId={connectionId} />
                )}
                <IconButton
                  small
                  label={t.remove(shownName(item.name))}
                  onClick={() => removeRecent(item, t.removed(shownName(item.name)))}
                >
                  <X size={12} aria-hidden />
                </IconButton>
              </span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** Columns that have no room give way: version first, then what answered and when. */
const GRID = {
  connection:
    'grid-cols-[minmax(0,1fr)_max-content] sm:grid-cols-[minmax(0,5fr)_minmax(0,2fr)_max-content_max-content] md:grid-cols-[minmax(0,5fr)_minmax(0,2fr)_max-content_max-content_max-content]',
  file: 'grid-cols-[minmax(0,1fr)_max-content_max-content_max-content]',
} as const;
const BY = 'min-w-0 max-sm:hidden';
const VERSION = 'max-md:hidden';
const WHEN = 'text-right max-sm:hidden';

function Heads({ kind }: Pick<RecentProps, 'kind'>) {
  const t = useText().recent.columns;
  const isFile = kind === 'file';
  return (
    <div
      aria-hidden
      className="col-span-full grid grid-cols-subgrid py-1 text-xs text-fg-3 *:truncate"
    >
      <span>{isFile ? t.file : t.connection}</span>
      <span className={isFile ? 'text-right' : BY}>{isFile ? t.packets : t.broker}</span>
      {!isFile && <span className={VERSION}>{t.version}</span>}
      <span className={WHEN}>{isFile ? t.opened : t.used}</span>
      <span />
    </div>
  );
}

const ROW =
  'flex h-full min-w-0 items-center gap-2 text-left hover:text-accent focus-visible:-outline-offset-2';

interface ConnectionProps {
  readonly item: RecentConnection;
  readonly connectionId: string | undefined;
}

function ConnectionRow({ item, connectionId }: ConnectionProps) {
  const { recent: t, profiles, shell, welcome } = useText();
  const broker = useBrokerName(item);
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
        <span
          aria-hidden
          className={classes(
            'size-2 shrink-0 rounded-full forced-color-adjust-none',
            draft.colour === undefined ? 'border border-ctl' : COLOUR_MARKS[draft.colour],
          )}
        />
        <span className="max-w-3/5 shrink-0 truncate font-semibold">{shownName(item.name)}</span>
        {draft.readOnly && (
          <span title={profiles.readOnly} className="shrink-0 text-fg-3">
            <Lock size={12} aria-hidden />
            <span className="sr-only">{profiles.readOnly}</span>
          </span>
        )}
        <span className="min-w-0 truncate font-mono text-fg-2">{shownName(place)}</span>
      </button>
      <span className={classes(BY, 'truncate', broker === undefined ? 'text-fg-3' : 'text-fg-2')}>
        {broker ?? t.unknownBroker}
      </span>
      <span className={classes(VERSION, 'text-fg-2')}>{shell.mqttVersion(draft.version)}</span>
    </>
  );
}

/** Broker name: announced by the broker, or derived from its address. */
function useBrokerName({ broker, draft }: RecentConnection): string | undefined {
  const { editor, welcome } = useText();
  const companion = useCompanion();
  if (broker !== undefined) return shownName(broker);
  if (draft.mode === 'alibaba') return editor.alibaba;
  if (isTabAddress(draft.url)) return welcome.thisTab;
  const place = placeOf(draft.url, page);
  const isPages = place?.kind === 'socket' && place.isPages;
  return isPages && companion !== undefined && companion !== 'none' ? companion.name : undefined;
}

function ConnectButton({ item, connectionId }: ConnectionProps) {
  const { recent: t, shell } = useText();
  return (
    <Button
      look="quiet"
      className="h-(--h-small)!"
      label={t.connect(shownName(item.name))}
      onClick={() => connectRecent(connectionId, item)}
    >
      {shell.connect}
    </Button>
  );
}

/** By the browser's handle, or as the person chooses it. */
async function open(file: RecentFile): Promise<void> {
  if ((await openAgain(file)) === 'to-choose') await chooseAgain();
}

/** @param isAlone among files: what they share with connections is not there */
function FileRow({ file, isAlone }: { file: RecentFile; isAlone: boolean }) {
  const t = useText().recent;
  const { packets } = file;
  return (
    <>
      <button type="button" className={ROW} title={t.fileTitle} onClick={() => void open(file)}>
        <File size={12} aria-hidden className="shrink-0 text-fg-3" />
        <span className="min-w-0 truncate font-semibold">{shownName(file.name)}</span>
        <span className="shrink-0 text-fg-2">{roundSize(file.size)}</span>
      </button>
      <span className={classes('text-fg-2', isAlone ? 'text-right' : BY)}>
        {packets !== undefined && (isAlone ? grouped(packets) : t.packets(packets))}
      </span>
      {!isAlone && <span className={VERSION} />}
    </>
  );
}

function When({ at, now }: { at: number; now: number }) {
  const t = useText().recent;
  const language = useLanguage((state) => state.language);
  const exact = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <span className={classes(WHEN, 'text-xs text-fg-3')} title={exact.format(at)}>
      {ago(at, now, t.ago, language)}
    </span>
  );
}
