import { Ellipsis, Search, Send } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes, Keys, LaterMenu, MenuButton, useFirstText } from '#kit';
import { grouped } from '../../../i18n/numbers.ts';
import { openOverlay } from '../../session/dialogs/overlay.ts';
import { useAbout } from '../../session/panel.ts';
import { openPublish } from '../../session/publish/openPublish.ts';
import { useRunning } from '../../session/publish/publish.ts';
import { useDrawer } from '../../session/view/publishDrawer.ts';
import { type DeskId, setView, useView } from '../../session/view/tabView.ts';
import { deskOf, desksThere, goToDesk, keysOf } from './panels.ts';

/** The desks, on the left of the window. */
export function DeskRail({ connectionId }: { connectionId: string }) {
  const about = useAbout(connectionId);
  const words = useFirstText();
  const t = words.shell;
  const { panel } = useView(connectionId);
  return (
    <nav
      aria-label={t.desksLabel}
      data-pane="desks"
      className="flex w-(--w-desks) shrink-0 flex-col border-r border-line bg-bar"
    >
      {desksThere(about).map((desk) => {
        const { id, Icon, counts } = desk;
        return (
          <DeskButton
            key={id}
            name={t.desks[id]}
            title={`${t.desks[id]} (${keysOf(desk)})`}
            isFront={deskOf(panel) === id}
            badge={counts?.count?.(about, words)}
            badgeTitle={counts && t[counts.id]}
            onClick={() => goToDesk(connectionId, id)}
            className="h-14 w-full"
          >
            <Icon size={18} aria-hidden />
          </DeskButton>
        );
      })}
      <button
        type="button"
        title={`${t.commands} (Ctrl K)`}
        onClick={() => openOverlay('palette')}
        className="mt-auto flex h-14 flex-col items-center justify-center gap-1 text-xs text-fg-2 hover:text-fg focus-visible:-outline-offset-2"
      >
        <Search size={16} aria-hidden />
        <span className="sr-only">{t.commands}</span>
        <span className="max-xl:hidden">
          <Keys>Ctrl K</Keys>
        </span>
      </button>
    </nav>
  );
}

/** At the foot of a phone, four tabs for a thumb: two desks, the form to publish, and a menu with the rest. */
export function DeskFoot({ connectionId }: { connectionId: string }) {
  const about = useAbout(connectionId);
  const words = useFirstText();
  const t = words.shell;
  const { panel } = useView(connectionId);
  const isOpen = useDrawer() !== 'closed';
  const running = useRunning(connectionId).length;
  const desk = deskOf(panel);
  const isPublish = isOpen;
  const there = desksThere(about);
  const rest = there.slice(2);
  const isRest = !isPublish && rest.some(({ id }) => id === desk);
  const choose = (id: DeskId): void => {
    goToDesk(connectionId, id);
    // Topics are shown first; a tap on a topic opens its value.
    if (id === 'watch') setView(connectionId, { front: 'topics' });
  };
  return (
    <nav
      aria-label={t.desksLabel}
      data-pane="desks"
      className="flex h-15 border-t border-line bg-bar"
    >
      {there.slice(0, 2).map(({ id, Icon, counts }) => (
        <DeskButton
          key={id}
          name={t.desks[id]}
          isFront={desk === id && !isPublish}
          badge={counts?.count?.(about, words)}
          badgeTitle={counts && t[counts.id]}
          onClick={() => choose(id)}
          className="flex-1"
        >
          <Icon size={18} aria-hidden />
        </DeskButton>
      ))}
      {!about.isFile && (
        <DeskButton
          name={t.publish}
          isFront={isPublish}
          badge={running === 0 ? undefined : grouped(running)}
          badgeTitle={words.publish.running(running)}
          onClick={() => openPublish(connectionId)}
          className="flex-1"
        >
          <Send size={18} aria-hidden />
        </DeskButton>
      )}
      <span
        className={classes(
          'grid flex-1 place-items-center',
          isRest && 'shadow-[inset_0_2px_var(--accent)]',
        )}
      >
        <MenuButton
          label={t.moreDesks}
          icon={
            <>
              <Ellipsis size={18} aria-hidden />
              <span className="text-xs" aria-hidden>
                {t.moreDesks}
              </span>
            </>
          }
          menu={(place, onClose) => (
            <LaterMenu
              label={t.moreDesks}
              groups={[
                {
                  label: t.desksLabel,
                  items: [
                    ...rest.map(({ id }) => ({
                      id,
                      label: t.desks[id],
                      run: () => choose(id),
                    })),
                    ...(about.isFile
                      ? []
                      : [
                          {
                            id: 'connection',
                            label: t.connection,
                            run: () => setView(connectionId, { screen: 'editor' }),
                          },
                        ]),
                    { id: 'commands', label: t.commands, run: () => openOverlay('palette') },
                  ],
                },
              ]}
              place={place}
              onClose={onClose}
            />
          )}
        />
      </span>
    </nav>
  );
}

interface DeskButtonProps {
  readonly name: string;
  readonly title?: string;
  readonly isFront: boolean;
  readonly badge?: string | undefined;
  /** Name of the counted items. */
  readonly badgeTitle?: string | undefined;
  readonly onClick: () => void;
  readonly className: string;
  readonly children: ReactNode;
}

function DeskButton(props: DeskButtonProps) {
  const { name, isFront, badge } = props;
  return (
    <button
      type="button"
      aria-current={isFront ? 'page' : undefined}
      title={props.title}
      onClick={props.onClick}
      className={classes(
        'flex flex-wrap content-center items-center justify-center gap-0.5 text-xs focus-visible:-outline-offset-2',
        isFront
          ? 'bg-pane text-fg shadow-[inset_2px_0_var(--accent)] max-sm:shadow-[inset_0_2px_var(--accent)]'
          : 'text-fg-2 hover:text-fg',
        props.className,
      )}
    >
      {props.children}
      <span className="order-2 mt-0.5 w-full">{name}</span>
      {/* Drawn beside the icon, or below it if a long count has no room there. */}
      {badge !== undefined && (
        <span
          title={props.badgeTitle}
          className="order-1 rounded-sm bg-warn-bg px-1 whitespace-nowrap text-warn"
        >
          {badge}
        </span>
      )}
    </button>
  );
}
