import { Circle, CircleDot, OctagonAlert, ScanEye } from 'lucide-react';
import { Button, classes, useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import type { DeviceTapRow } from '../../../../broker/tap/deviceTaps.ts';
import { order } from '../../../session/broker/orders.ts';
import { openDeviceTap } from '../../../session/captures/openTapped.ts';

interface TapRowProps {
  readonly connectionId: string;
  readonly tap: DeviceTapRow;
  /** The lines for devices below are for it. */
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** A tap: its address and broker, its devices, and its actions. */
export function TapRowView({ connectionId, tap, isChosen, onChoose }: TapRowProps) {
  const { deviceTaps: t } = useText();
  const { deviceTap, listen, to, state } = tap;
  const name = t.name(listen);
  return (
    <li
      aria-label={name}
      className={classes(
        'flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-3 py-2 first:border-t-0',
        isChosen && 'bg-sel-2',
      )}
    >
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onChoose}
        title={visibleText(to)}
        className="min-w-0 flex-1 truncate text-left font-mono text-base"
      >
        <bdi>{`${listen} → ${visibleText(to)}`}</bdi>
      </button>
      <State tap={tap} />
      <span className="flex gap-2">
        {state === 'listening' && (
          <Button
            look="action"
            icon={<ScanEye size={14} aria-hidden />}
            onClick={() => openDeviceTap(connectionId, deviceTap, name)}
          >
            {t.open}
          </Button>
        )}
        <Button
          look="danger"
          onClick={() =>
            void order(connectionId, { kind: 'stop-device-tap', deviceTap }, t.stopped(name))
          }
        >
          {state === 'failed' ? t.remove : t.stop}
        </Button>
      </span>
    </li>
  );
}

function State({
  tap: { state, failure = '', connections, count, silent = 0 },
}: {
  readonly tap: DeviceTapRow;
}) {
  const { deviceTaps: t } = useText();
  if (state === 'failed') {
    return (
      <span role="alert" className="flex min-w-0 items-center gap-1 text-base text-err">
        <OctagonAlert size={12} aria-hidden className="shrink-0" />
        <span className="[overflow-wrap:anywhere]">{t.failed(visibleText(failure))}</span>
      </span>
    );
  }
  const isThere = connections > 0;
  return (
    <span
      title={silent === 0 ? undefined : t.silentTitle}
      className={classes('flex items-center gap-1 text-base', isThere ? 'text-ok' : 'text-fg-2')}
    >
      {isThere ? <CircleDot size={12} aria-hidden /> : <Circle size={12} aria-hidden />}
      {state === 'starting' ? t.starting : t.devices(connections, count, silent)}
    </span>
  );
}
