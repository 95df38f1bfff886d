import { Lock, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { ConnectionDot } from '../kit/ConnectionDot.tsx';
import { classes } from '../kit/classes.ts';
import { COLOUR_MARKS } from '../kit/colourMarks.ts';
import { useFirstText } from '../kit/language/firstText.ts';
import { useStateText } from '../pieces/useStateText.ts';
import { closeTab } from '../session/captures/leaving.ts';
import { activateConnection, type OpenConnection, useConnections } from '../session/connections.ts';
import { useDraft } from '../session/profiles/drafts.ts';
import { shownServer } from '../session/shownServer.ts';
import { tabName } from '../session/tabName.ts';

/** One tab per connection, each with its state as a dot and a word. */
export function ConnectionTabs() {
  const t = useFirstText().shell;
  const { list, active } = useConnections();
  const box = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const at = list.findIndex((one) => one.id === active);
    if (event.key === 'Delete' && active !== undefined) {
      closeTab(active);
      return;
    }
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = list[(at + step + list.length) % list.length];
    if (step !== 0 && next !== undefined) {
      event.preventDefault();
      activateConnection(next.id);
      requestAnimationFrame(() =>
        box.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus(),
      );
    }
  };
  const front = list.find((one) => one.id === active);
  return (
    <div className="flex min-w-0 items-stretch overflow-x-auto overflow-y-hidden">
      {/* A tab list holds tabs only: the close button stands outside and is put in place by order. */}
      <div ref={box} role="tablist" aria-label={t.connections} className="contents">
        {list.map((connection, at) => (
          <ConnectionTab
            key={connection.id}
            connection={connection}
            order={at * 2}
            selected={connection.id === active}
            onKeyDown={move}
          />
        ))}
      </div>
      {front !== undefined && (
        <button
          type="button"
          aria-label={t.closeTab(tabName(front))}
          title={t.closeTab(tabName(front))}
          onClick={() => closeTab(front.id)}
          style={{ order: list.indexOf(front) * 2 + 1 }}
          className={classes(
            'grid w-8 max-md:w-10 shrink-0 place-items-center border-r border-line text-fg-3 hover:text-fg focus-visible:-outline-offset-2',
            FRONT,
          )}
        >
          <X size={12} aria-hidden />
        </button>
      )}
    </div>
  );
}

/** The front tab: joined with what is below it, the accent above. */
const FRONT = 'bg-pane shadow-[inset_0_2px_var(--accent)]';

interface TabProps {
  readonly connection: OpenConnection;
  readonly order: number;
  readonly selected: boolean;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function ConnectionTab({ connection, order, selected, onKeyDown }: TabProps) {
  const words = useStateText(connection);
  const name = tabName(connection);
  const texts = useFirstText();
  const colour = useDraft(connection.id)?.colour;
  const tab = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (selected) {
      tab.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }, [selected]);
  return (
    <button
      ref={tab}
      type="button"
      role="tab"
      aria-selected={selected}
      title={shownServer(connection.settings?.url ?? name, texts)}
      tabIndex={selected ? 0 : -1}
      onClick={() => activateConnection(connection.id)}
      onAuxClick={(event) => {
        if (event.button === 1) {
          closeTab(connection.id);
        }
      }}
      onKeyDown={onKeyDown}
      style={{ order }}
      className={classes(
        'relative flex min-w-20 items-center gap-2 overflow-hidden pl-3 whitespace-nowrap focus-visible:-outline-offset-2',
        selected ? classes('text-fg', FRONT) : 'border-r border-line pr-3 text-fg-2 hover:text-fg',
      )}
    >
      {colour !== undefined && (
        <span
          aria-hidden="true"
          className={classes(
            'absolute inset-y-0 left-0 w-1 forced-color-adjust-none',
            COLOUR_MARKS[colour],
          )}
        />
      )}
      <ConnectionDot state={connection.state} />
      <span className="max-w-48 min-w-8 truncate font-semibold">{name}</span>
      <span
        className={classes(
          // It gives way before the name does.
          'min-w-0 shrink-[1000] truncate text-xs text-fg-3',
          selected ? 'max-sm:sr-only' : 'max-md:sr-only',
        )}
      >
        {words}
      </span>
      {connection.settings?.readOnly === true && (
        <span className="shrink-0 text-fg-3" title={texts.shell.readOnly}>
          <Lock size={12} aria-hidden />
          <span className="sr-only">{texts.shell.readOnly}</span>
        </span>
      )}
    </button>
  );
}
