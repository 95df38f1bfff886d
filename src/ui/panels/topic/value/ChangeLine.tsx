import { useText } from '#kit';
import { roughly } from '../../../../i18n/durations.ts';
import { showPacket } from '../../../session/packets/actions.ts';
import { removedPaths, type ValueChange } from '../../../session/reading/changes.ts';
import type { Compared } from './compared.ts';

/** µs. A shorter time would be shown as 0. */
const SAME_TIME = 5;

interface ChangeLineProps {
  readonly connectionId: string;
  readonly compared: Compared;
  readonly change: ValueChange | undefined;
}

/** Summary of a comparison: the changes, the other packet, and the time between both. */
export function ChangeLine({ connectionId, compared, change }: ChangeLineProps) {
  const { kit, topic: t } = useText();
  const { message, before } = compared;
  const when = (difference: number): string => {
    if (Math.abs(difference) < SAME_TIME) return t.change.together;
    const time = roughly(Math.abs(difference));
    return difference > 0 ? t.change.later(time) : t.change.earlier(time);
  };
  return (
    <div className="flex h-(--h-ctl) shrink-0 items-center gap-1 overflow-hidden border-t border-line px-3 text-xs whitespace-nowrap text-fg-2">
      {before === null ? (
        t.change.first
      ) : before === undefined ? (
        t.change.unknown
      ) : change === undefined ? null : (
        <>
          <Words change={change} size={message.payload.length} />
          <span className="shrink-0">
            <button
              type="button"
              className="font-mono text-action"
              onClick={() => showPacket(connectionId, before.packet)}
            >
              {t.number(before.packet)}
            </button>
            {kit.comma}
            {when(before.time - message.time)}
          </span>
          {change.kind === 'values' && removedPaths(change.changes) !== '' && (
            <bdi className="truncate">{t.change.removed(removedPaths(change.changes))}</bdi>
          )}
        </>
      )}
    </div>
  );
}

function Words({ change, size }: { change: ValueChange; size: number }) {
  const t = useText().topic.change;
  switch (change.kind) {
    case 'same':
      return t.same;
    case 'values':
      return change.isOfWhole ? t.value : t.keys(change.total);
    case 'bytes':
      return size === 0 ? t.emptied : t.bytes(change.from, change.to, size);
  }
}
