import { roughly } from '../../../../i18n/durations.ts';
import { useText } from '../../../kit/language/useText.ts';
import { showPacket } from '../../../session/packets/actions.ts';
import { removedPaths, type ValueChange } from '../../../session/reading/changes.ts';
import type { Compared } from './compared.ts';

interface ChangeLineProps {
  readonly connectionId: string;
  readonly compared: Compared;
  readonly change: ValueChange | undefined;
}

/** Summary of a comparison: the changes, the other packet, and the time between both. */
export function ChangeLine({ connectionId, compared, change }: ChangeLineProps) {
  const t = useText().topic;
  const { message, before } = compared;
  return (
    <div className="flex h-(--h-ctl) shrink-0 items-center gap-1 overflow-hidden border-t border-line px-3 text-xs whitespace-nowrap text-fg-2">
      {before === null ? (
        t.change.first
      ) : before === undefined ? (
        t.change.unknown
      ) : change === undefined ? null : (
        <>
          <Words change={change} size={message.payload.length} />
          <button
            type="button"
            className="shrink-0 font-mono text-action"
            onClick={() => showPacket(connectionId, before.packet)}
          >
            {t.number(before.packet)}
          </button>
          <span className="shrink-0">
            {before.time > message.time
              ? t.change.later(roughly(before.time - message.time))
              : t.change.earlier(roughly(message.time - before.time))}
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
