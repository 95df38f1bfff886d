import { ChevronDown, FolderOpen, Monitor, Moon, Plus, Save, Search, Sun } from 'lucide-react';
import { Fragment } from 'react';
import {
  Boundary,
  Button,
  classes,
  FailedLine,
  focusTarget,
  IconButton,
  Keys,
  LANGUAGE_NAMES,
  LANGUAGE_TAGS,
  LANGUAGES,
  NARROW,
  PHONE,
  setLanguage,
  setTheme,
  THEMES,
  useFirstText,
  useLanguage,
  useMedia,
  useTheme,
  useWidth,
} from '#kit';
import { grouped } from '../../../i18n/numbers.ts';
import { chooseCapture } from '../../session/captures/openCapture.ts';
import { askToSave, saveAtOnce } from '../../session/captures/saves.ts';
import { hasDesks, useConnection, useConnections } from '../../session/connection/connections.ts';
import { useCounter } from '../../session/connection/useWindowPart.ts';
import { openConnection } from '../../session/connectionTabs.ts';
import { openOverlay } from '../../session/dialogs/overlay.ts';
import { openPublish } from '../../session/publish/openPublish.ts';
import { useRunning } from '../../session/publish/publish.ts';
import { closeDrawer, useDrawer } from '../../session/view/publishDrawer.ts';
import { useView } from '../../session/view/tabView.ts';
import { ConnectionButtons } from '../desk/ConnectionButtons.tsx';
import { deskOf } from '../desk/panels.ts';
import { UnseenPart } from '../notices/parts.tsx';
import { ConnectionTabs } from './ConnectionTabs.tsx';
import { Rates } from './Rates.tsx';

/** px of the buttons after the tabs. */
const BUTTONS = 160;
/** On a narrow screen its room is the tabs’; the palette has it. */
const GIVES_WAY = 'max-sm:hidden';

/** A new tab begins with its address. */
function openAndBegin(): void {
  openConnection();
  focusTarget('address');
}

export function TopBar() {
  const { shell: t, captures, kit } = useFirstText();
  const { failed } = kit;
  const active = useConnections((state) => state.active);
  // In a file nothing passes, nor before a connection was ever made.
  const passes = useConnections(({ list }) =>
    list.some(({ id, file, settings }) => id === active && !file && settings),
  );
  // The rail has the commands, too.
  const isRail = useConnections(({ list }) =>
    list.some((one) => one.id === active && hasDesks(one)),
  );
  const narrow = useMedia(NARROW);
  const isPhone = useMedia(PHONE);
  const [room, measure] = useWidth();
  const openPalette = () => openOverlay('palette');
  return (
    <header className="flex items-stretch border-b border-line bg-bar pr-2" data-pane="top">
      <Logo />
      <div ref={measure} className="flex min-w-0 flex-1 items-stretch">
        <Boundary
          part="connection tabs"
          name={failed.tabs}
          instead={(props) => <FailedLine {...props} />}
        >
          <ConnectionTabs room={room - BUTTONS} />
        </Boundary>
        <IconButton label={t.newConnection} onClick={openAndBegin} className="ml-1 self-center">
          <Plus size={14} aria-hidden />
        </IconButton>
        <IconButton
          label={captures.open}
          onClick={chooseCapture}
          className={classes('self-center', GIVES_WAY)}
        >
          <FolderOpen size={14} aria-hidden />
        </IconButton>
        {active !== undefined && <SaveButtons connectionId={active} />}
      </div>
      <div className="ml-auto flex shrink-0 items-center gap-3 pl-2 max-sm:gap-1">
        <UnseenPart part="rates">
          {active !== undefined && passes && !narrow && <Rates connectionId={active} />}
        </UnseenPart>
        {active !== undefined && !narrow && <BarEnd connectionId={active} />}
        {active !== undefined && passes && <PublishButton connectionId={active} />}
        {isRail && !isPhone ? null : narrow ? (
          <IconButton label={t.commands} keys="Ctrl K" onClick={openPalette}>
            <Search size={14} aria-hidden />
          </IconButton>
        ) : (
          <button
            type="button"
            onClick={openPalette}
            title={t.commands}
            className="relative flex h-7 items-center gap-2 rounded-md px-1 text-fg-2 hover:text-fg"
          >
            <Search size={12} aria-hidden />
            <span className="max-lg:sr-only">{t.commands}</span>
            <span className="max-lg:hidden">
              <Keys>Ctrl K</Keys>
            </span>
          </button>
        )}
        <LanguageButton />
        <ThemeButton />
      </div>
    </header>
  );
}

/** On phones it is at the foot. */
function PublishButton({ connectionId }: { connectionId: string }) {
  const { shell: t, publish } = useFirstText();
  const isOpen = useDrawer() !== 'closed';
  const running = useRunning(connectionId).length;
  // A screen has one accent button: here another, such as Connect, the remedy of an error, or Lab's Start.
  const isClosed = useConnection(connectionId, 'state')?.state.kind === 'closed';
  const isElsewhere = deskOf(useView(connectionId).panel) === 'lab' || isClosed;
  const toggle = () => (isOpen ? closeDrawer() : openPublish(connectionId));
  return (
    <span data-part="open-publish" className="rounded max-[599.98px]:hidden">
      <Button
        look={isOpen || isElsewhere ? 'plain' : 'primary'}
        expanded={isOpen}
        title={t.openPublish}
        keys="P"
        onClick={toggle}
      >
        {t.publish}{' '}
        {running > 0 && (
          <span title={publish.running(running)} className="rounded-sm bg-sel px-1 text-fg">
            {grouped(running)}
          </span>
        )}
      </Button>
    </span>
  );
}

function SaveButtons({ connectionId }: { connectionId: string }) {
  const t = useFirstText().captures;
  const hasPackets = useCounter(connectionId, ({ packets }) => packets > 0) ?? false;
  return (
    <>
      <IconButton
        label={t.save}
        keys="Ctrl S"
        disabled={!hasPackets}
        onClick={() => saveAtOnce(connectionId)}
        className={classes('self-center', GIVES_WAY)}
      >
        <Save size={14} aria-hidden />
      </IconButton>
      <IconButton
        label={t.saveAs}
        disabled={!hasPackets}
        onClick={() => askToSave(connectionId)}
        // Beside the button that saves: what opens from it.
        className="-ml-2 w-5 self-center max-md:hidden"
      >
        <ChevronDown size={12} aria-hidden />
      </IconButton>
    </>
  );
}

function ThemeButton() {
  const t = useFirstText().shell;
  const { theme } = useTheme();
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  const Icon = theme === 'dark' ? Moon : theme === 'light' ? Sun : Monitor;
  return (
    <IconButton label={t.themeButton(t.theme[theme])} onClick={() => setTheme(next)}>
      <Icon size={14} aria-hidden />
    </IconButton>
  );
}

function Logo() {
  return (
    <span className="grid w-(--w-desks) shrink-0 place-items-center text-accent max-sm:hidden">
      <svg
        width="20"
        height="20"
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        role="img"
        aria-label="mqttscope"
      >
        <path d="M3 20v-1M3 13a8 8 0 0 1 8 8M3 6a15 15 0 0 1 15 15" />
        <circle cx="17" cy="7" r="3.5" />
        <path d="m19.6 9.6 2 2" />
      </svg>
    </span>
  );
}

/** Buttons of the connection at the end of the top bar. The open form has its own button to connect. */
function BarEnd({ connectionId }: { connectionId: string }) {
  const isClosed = useConnection(connectionId, 'state')?.state.kind === 'closed';
  const { screen } = useView(connectionId);
  if (isClosed && screen === 'editor') return null;
  return <ConnectionButtons connectionId={connectionId} compact={!isClosed} />;
}

/** Names both languages in their own words, for users who cannot read the current one. */
function LanguageButton() {
  const t = useFirstText().shell;
  const { language } = useLanguage();
  const next = LANGUAGES.find((one) => one !== language) ?? language;
  return (
    <button
      type="button"
      title={t.language(LANGUAGE_NAMES[next])}
      onClick={() => setLanguage(next)}
      className="h-(--h-ctl) rounded-md max-md:min-w-10 px-1 whitespace-nowrap text-fg-2 hover:bg-raised hover:text-fg"
    >
      {LANGUAGES.map((one, at) => (
        <Fragment key={one}>
          {at > 0 && <span className="max-sm:sr-only">{' / '}</span>}
          <span
            lang={LANGUAGE_TAGS[one]}
            // A narrow screen shows only the language to switch to.
            className={classes(one === language && 'font-semibold text-fg max-sm:sr-only')}
          >
            {LANGUAGE_NAMES[one]}
          </span>
        </Fragment>
      ))}
    </button>
  );
}
