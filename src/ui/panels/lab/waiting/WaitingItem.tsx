import { Button, classes, useText } from '#kit';
import type { WaitingPacket } from '../../../../broker/faults/marks.ts';
import { shownName } from '../../../session/shownName.ts';
import { PacketLine } from './PacketLine.tsx';

interface WaitingItemProps {
  readonly packet: WaitingPacket;
  /** Action taken without a decision of the user. */
  readonly then?: string | undefined;
  /** Names the client, because any client may have sent the packet. */
  readonly withClient?: boolean;
  readonly isNext: boolean;
  readonly isShown: boolean;
  readonly onLook: () => void;
  readonly onRelease: () => void;
}

/** A waiting packet, to be inspected and released. */
export function WaitingItem({
  packet,
  then,
  withClient = false,
  isNext,
  isShown,
  onLook,
  onRelease,
}: WaitingItemProps) {
  const t = useText().faults.step;
  return (
    <li
      className={classes(
        'group',
        isShown ? 'bg-sel shadow-[inset_2px_0_var(--accent)]' : 'hover:bg-hover',
      )}
    >
      <div className="flex items-center gap-2 px-3">
        <button
          type="button"
          aria-pressed={isShown}
          className="flex min-h-(--h-row) min-w-0 flex-1 items-center gap-2 text-left max-sm:flex-wrap max-sm:py-1"
          onClick={onLook}
        >
          <PacketLine packet={packet} />
          {withClient && (
            <span className="max-w-40 truncate font-mono text-xs" title={t.client}>
              {packet.client === '' ? t.noClient : shownName(packet.client)}
            </span>
          )}
          <span
            className={classes(
              'w-36 truncate text-xs max-md:w-auto',
              isNext ? 'font-semibold text-accent' : 'text-fg-2',
            )}
          >
            {isNext ? t.isNext : t.waitsFor(packet.waitsFor, packet.rule)}
          </span>
          {then !== undefined && (
            <span className="text-xs whitespace-nowrap text-warn">{then}</span>
          )}
        </button>
        <Button
          look="action"
          // A column of the same word says nothing. Without a mouse it cannot appear.
          className={classes(
            'w-18',
            !isShown && '[@media(hover:hover)]:not-group-hover:not-focus-visible:opacity-0',
          )}
          onClick={onRelease}
        >
          {t.letGo}
        </Button>
      </div>
    </li>
  );
}
