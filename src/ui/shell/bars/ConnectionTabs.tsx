import { ChevronDown, Lock, OctagonAlert, X } from 'lucide-react';
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import {
  Boundary,
  COLOUR_MARKS,
  ConnectionDot,
  classes,
  type FailedProps,
  FailedUnseen,
  later,
  nothing,
  useEdges,
  useFirstText,
} from '#kit';
import { useStateText } from '../../pieces/marks/useStateText.ts';
import { useFailureText } from '../../pieces/strips/useFailureText.ts';
import { closeTab } from '../../session/captures/leave.ts';
import {
  activateConnection,
  type OpenConnection,
  useConnections,
} from '../../session/connection/connections.ts';
import { useDraft } from '../../session/profiles/drafts.ts';
import { shownServer } from '../../session/shownServer.ts';
import { tabNameAmong } from '../../session/tabName.ts';
import { setView, useView } from '../../session/view/tabView.ts';

/** A single tab always fits. */
const AllTabs = later(async () => (await import('./AllTabs.tsx')).AllTabs, { Waits: nothing });

/** px of a state in words, `connected · MQTT 5 · ping 12 ms`. In less room only the dot shows it. */
const WORDS = 198;
/** px of the same without ping. */
const PINGLESS = 132;
/** px of the buttons of the front tab: its form, and close. */
const CLOSE = 60;

/** px of a tab beside its name and these. */
const EDGES = 44;

const FRONT_TAB = '[role=tab][aria-selected=true]';

interface ConnectionTabsProps {
  /** px that all have. */
  readonly room: number;
}

/** Tabs of the connections, with the state of each as a dot and a word. */
export function ConnectionTabs({ room }: ConnectionTabsProps) {
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
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(FRONT_TAB)?.focus());
    }
  };
  const front = list.find((one) => one.id === active);
  const [wordless, setWordless] = useState(0);
  // Before it is painted, so that nothing is seen to move.
  useLayoutEffect(() => {
    const names = box.current?.querySelectorAll('b') ?? [];
    setWordless([...names].reduce((all, { offsetWidth }) => all + EDGES + offsetWidth, 0));
  }, [list, room, t]);
  const left = room - CLOSE - wordless;
  const hasWords = left >= list.length * WORDS;
  const frontHasWords = left >= (front?.state.kind === 'connected' ? PINGLESS : WORDS);
  const scroller = useRef<HTMLDivElement>(null);
  const edges = useEdges(scroller, true);
  const overflows = edges.left || edges.right;
  useEffect(() => {
    const box = scroller.current;
    if (box === null) return undefined;
    const bring = (): void => {
      // The front tab counts more than the button that closes it.
      for (const part of [':scope > button', FRONT_TAB])
        box.querySelector(part)?.scrollIntoView({ inline: 'nearest' });
    };
    // Runs at once, and when the menu of all tabs, which may load later, reduces their room.
    const observer = new ResizeObserver(bring);
    const tab = box.querySelector(FRONT_TAB);
    for (const sized of tab === null ? [box] : [box, tab]) observer.observe(sized);
    bring();
    return () => observer.disconnect();
  }, [active]);
  return (
    <>
      <div
        ref={scroller}
        className="flex min-w-0 items-stretch overflow-x-auto overflow-y-hidden [scrollbar-width:none]"
      >
        {/* A tab list may contain only tabs, so the close button is outside of it and placed by order. */}
        <div ref={box} role="tablist" aria-label={t.connections} className="contents">
          {list.map((connection, at) => (
            <Boundary
              key={connection.id}
              part="connection tab"
              name={t.connections}
              of={connection}
              instead={(failed) => (
                <FailedTab
                  {...failed}
                  order={at * 2}
                  selected={connection.id === active}
                  onChoose={() => activateConnection(connection.id)}
                />
              )}
            >
              <ConnectionTab
                connection={connection}
                order={at * 2}
                selected={connection.id === active}
                hasWords={hasWords || (connection.id === active && frontHasWords)}
                hasPing={left >= WORDS}
                onKeyDown={move}
              />
            </Boundary>
          ))}
        </div>
        {front !== undefined && front.file === undefined && front.tap === undefined && (
          <FormButton connectionId={front.id} order={list.indexOf(front) * 2 + 1} />
        )}
        {front !== undefined && (
          <CloseButton
            // Named like the tab, unless the name itself fails.
            key={front.id}
            connection={front}
            order={list.indexOf(front) * 2 + 1}
          />
        )}
      </div>
      {/* Once it was there it would stay: it takes the room that one alone has. */}
      {overflows && list.length > 1 && <AllTabs connections={list} />}
    </>
  );
}

/** The front tab joins the pane below it, with the accent above. */
const FRONT = 'bg-pane shadow-[inset_0_2px_var(--accent)]';

interface FormButtonProps {
  readonly connectionId: string;
  readonly order: number;
}

/** Opens the connection form, which hangs from the tab. */
function FormButton({ connectionId, order }: FormButtonProps) {
  const t = useFirstText().shell;
  const isOpen = useView(connectionId).screen === 'editor';
  return (
    <button
      type="button"
      aria-label={t.connection}
      title={t.connection}
      aria-expanded={isOpen}
      onClick={() => setView(connectionId, { screen: isOpen ? 'capture' : 'editor' })}
      style={{ order }}
      className={classes(
        'grid w-7 shrink-0 place-items-center text-fg-2 hover:text-fg focus-visible:-outline-offset-2 max-md:w-10',
        FRONT,
      )}
    >
      <ChevronDown size={14} aria-hidden />
    </button>
  );
}

interface CloseButtonProps {
  readonly connection: OpenConnection;
  readonly order: number;
}

function CloseButton({ connection, order }: CloseButtonProps) {
  const { kit, shell: t } = useFirstText();
  const button = (label: string) => (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={() => closeTab(connection.id)}
      style={{ order }}
      className={classes(
        'grid w-8 max-md:w-10 shrink-0 place-items-center border-r border-line text-fg-3 hover:text-fg focus-visible:-outline-offset-2',
        FRONT,
      )}
    >
      <X size={12} aria-hidden />
    </button>
  );
  return (
    <Boundary
      part="close button"
      of={connection}
      instead={(failed) => (
        <>
          <FailedUnseen {...failed} />
          {button(kit.close)}
        </>
      )}
    >
      <Named connection={connection}>{(name) => button(t.closeTab(name))}</Named>
    </Boundary>
  );
}

interface NamedProps {
  readonly connection: OpenConnection;
  readonly children: (name: string) => ReactNode;
}

function Named({ connection, children }: NamedProps) {
  const { list } = useConnections();
  return children(tabNameAmong(connection, list));
}

interface FailedTabProps extends FailedProps {
  readonly order: number;
  readonly selected: boolean;
  readonly onChoose: () => void;
}

/** A tab that cannot be drawn can still be chosen and closed. The notice of uncaught errors explains why. */
function FailedTab({ order, selected, onChoose, ...failed }: FailedTabProps) {
  const t = useFirstText().kit.failed;
  return (
    <>
      <FailedUnseen {...failed} />
      <button
        type="button"
        role="tab"
        data-failed
        aria-selected={selected}
        tabIndex={selected ? 0 : -1}
        onClick={onChoose}
        style={{ order }}
        className={classes(
          'flex shrink-0 items-center gap-2 px-3 text-err focus-visible:-outline-offset-2',
          selected ? FRONT : 'border-r border-line',
        )}
      >
        <OctagonAlert size={14} aria-hidden />
        {t.title(t.tab)}
      </button>
    </>
  );
}

interface TabProps {
  readonly connection: OpenConnection;
  readonly order: number;
  readonly selected: boolean;
  /** The state is also shown in words. */
  readonly hasWords: boolean;
  readonly hasPing: boolean;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function ConnectionTab(props: TabProps) {
  const { connection, order, selected, hasWords, onKeyDown } = props;
  const words = useStateText(
    props.hasPing || !hasWords ? connection : { ...connection, ping: undefined },
  );
  const { list } = useConnections();
  const name = tabNameAmong(connection, list);
  const texts = useFirstText();
  const colour = useDraft(connection.id)?.colour;
  const server = shownServer(connection.settings?.url ?? name, texts);
  const why = useFailureText(connection);
  return (
    <button
      type="button"
      role="tab"
      aria-selected={selected}
      title={why === undefined ? server : `${server}\n${why}`}
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
        // Never wider than all have: on a phone its name gives way, and its dot stays.
        'relative flex max-w-full shrink-0 items-center gap-2 overflow-hidden pl-3 whitespace-nowrap focus-visible:-outline-offset-2',
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
      <ConnectionDot state={connection.state} isSilent={connection.silence !== undefined} />
      <b className="max-w-48 truncate font-semibold max-lg:max-w-[120px]">{name}</b>
      <span className={classes('text-xs text-fg-3 max-sm:sr-only', !hasWords && 'sr-only')}>
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
