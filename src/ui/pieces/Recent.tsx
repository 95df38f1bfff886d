import { File, Lock, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button, COLOUR_MARKS, classes, IconButton, page, useLanguage, useText } from '#kit';
import { ago, dateTime } from '../../i18n/ago.ts';
import { roundSize } from '../../i18n/sizes.ts';
import { isTabAddress } from '../../profiles/settings/tabAddress.ts';
import { placeOf } from '../session/broker/brokerPlace.ts';
import { useCompanion } from '../session/broker/companion.ts';
import { chooseAgain } from '../session/captures/chooseAgain.ts';
import { type RecentConnection, type RecentFile, readItems } from '../session/recent/items.ts';
import { useKeptRecent } from '../session/recent/place.ts';
import { clearRecent, connectRecent, openRecent, removeRecent } from '../session/recent/recent.ts';
import { shownName } from '../session/shownName.ts';

export interface RecentProps {
  /** The tab that takes a connection if it is unused. */
  readonly connectionId?: string;
}

/** Recently used connections and files, each opened by a click: name, address or size, broker or packets, and age. */
export function Recent({ connectionId }: RecentProps) {
  const { recent: t } = useText();
  const kept = useKeptRecent(({ text }) => text);
  const items = useMemo(() => readItems(kept), [kept]);
  // Entries that are added while the list is on screen need no age.
  const [now] = useState(Date.now);
  if (items.length === 0) return null;
  return (
    <section aria-label={t.title}>
      <ul className={classes('grid gap-x-3', GRID)}>
        {items.map((item) => (
          <li
            key={`${item.kind} ${item.at} ${item.name}`}
            className="group col-span-full -mx-3 grid h-(--h-row) grid-cols-subgrid items-center rounded-md px-3 hover:bg-hover max-sm:h-(--h-ctl)"
          >
            {item.kind === 'connection' ? (
              <ConnectionRow item={item} connectionId={connectionId} />
            ) : (
              <FileRow file={item} />
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
      <Button
        look="quiet"
        className="-ml-2.5 mt-1 h-(--h-small)! text-xs!"
        onClick={() => clearRecent(t.clearedAll)}
      >
        {t.clear}
      </Button>
    </section>
  );
}

/** The broker and the age give way on phones. */
const GRID =
  'grid-cols-[minmax(0,1fr)_max-content] sm:grid-cols-[minmax(0,3fr)_minmax(0,4fr)_minmax(0,2fr)_max-content_max-content]';
const WIDE = 'min-w-0 truncate max-sm:hidden';

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
        <span className="min-w-0 truncate font-semibold">{shownName(item.name)}</span>
        {draft.readOnly && (
          <span title={profiles.readOnly} className="shrink-0 text-fg-3">
            <Lock size={12} aria-hidden />
            <span className="sr-only">{profiles.readOnly}</span>
          </span>
        )}
      </button>
      <span className={classes(WIDE, 'font-mono text-base text-fg-2')}>{shownName(place)}</span>
      <span
        className={classes(WIDE, broker === undefined ? 'text-fg-3' : 'text-fg-2')}
        title={shell.mqttVersion(draft.version)}
      >
        {broker ?? t.unknownBroker}
      </span>
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

function FileRow({ file }: { file: RecentFile }) {
  const t = useText().recent;
  const { packets } = file;
  return (
    <>
      <button type="button" className={ROW} title={t.fileTitle} onClick={() => chooseAgain()}>
        <File size={12} aria-hidden className="-ml-0.5 shrink-0 text-fg-3" />
        <span className="min-w-0 truncate font-semibold">{shownName(file.name)}</span>
      </button>
      <span className={classes(WIDE, 'font-mono text-base text-fg-2')}>
        {packets === undefined ? roundSize(file.size) : t.packets(packets)}
      </span>
      <span className={classes(WIDE, 'text-fg-2')}>{t.file}</span>
    </>
  );
}

function When({ at, now }: { at: number; now: number }) {
  const t = useText().recent;
  const language = useLanguage((state) => state.language);
  return (
    <span className="text-right text-xs text-fg-3 max-sm:hidden" title={dateTime(at, language)}>
      {ago(at, now, t.ago, language)}
    </span>
  );
}
