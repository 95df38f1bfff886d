import { Send } from 'lucide-react';
import { useId } from 'react';
import { Button, Segments, Switch, useText } from '#kit';
import type { WrongPacket } from '../../../../engine/workshop/wrongPackets.ts';
import { useConnection } from '../../../session/connection/connections.ts';
import { useReadOnly } from '../../../session/readOnly.ts';
import {
  setWorkshop,
  type ToTry,
  tryBytes,
  useWorkshop,
} from '../../../session/workshop/workshop.ts';

export interface WhereProps {
  readonly connectionId: string;
  readonly packet: WrongPacket | undefined;
  readonly needsOwn: boolean;
  readonly isDevice: boolean;
  readonly toTry: ToTry | undefined;
}

/** Connection for sending, and the button that sends. */
export function Where({ connectionId, packet, needsOwn, isDevice, toTry }: WhereProps) {
  const t = useText().workshop;
  const id = useId();
  const { own, first, running, all } = useWorkshop(connectionId);
  const isConnected = useConnection(connectionId, 'state')?.state.kind === 'connected';
  const isReadOnly = useReadOnly(connectionId);
  const isOwn = own || needsOwn;
  const isFirst = toTry?.on === 'first';
  const isBarred = isOwn && !isFirst && isDevice;
  const why = isReadOnly
    ? t.whyNot('read-only', undefined, 5)
    : !isConnected && !isOwn
      ? t.whyNot('not-connected', undefined, 5)
      : isBarred
        ? t.whyNot('device', undefined, 5)
        : undefined;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Segments
          label={t.where}
          value={isOwn ? 'own' : 'this'}
          describedBy={`${id}-where`}
          options={[
            { value: 'own', label: t.onOwn },
            { value: 'this', label: t.onThis, disabled: needsOwn && packet !== undefined },
          ]}
          onChange={(value) =>
            setWorkshop(connectionId, {
              own: value === 'own',
              ...(value === 'this' && { first: false }),
            })
          }
        />
        {packet === undefined && isOwn && (
          <Switch
            label={t.first}
            checked={first}
            onChange={(checked) => setWorkshop(connectionId, { first: checked })}
          />
        )}
      </div>
      <p id={`${id}-where`} className="text-xs text-fg-2">
        {why ?? (isFirst ? t.firstHint : isOwn ? t.ownHint : t.thisHint)}
      </p>
      <div>
        <Button
          look="primary"
          icon={<Send size={14} aria-hidden />}
          keepsFocus
          describedBy={`${id}-where`}
          disabled={
            toTry === undefined || running.length > 0 || all !== undefined || why !== undefined
          }
          onClick={() => {
            if (toTry !== undefined) void tryBytes(connectionId, toTry);
          }}
        >
          {t.send}
        </Button>
      </div>
    </div>
  );
}
