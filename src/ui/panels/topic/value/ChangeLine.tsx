import { useText } from '#kit';
import type { Texts } from '../../../../i18n/en/texts.ts';
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
  const [beginning, end] =
    change && before
      ? t.change.line(wordsOf(change, message.payload.length, t.change), before.time - message.time)
      : [];
  return (
    <div className="flex h-(--h-ctl) shrink-0 items-center gap-1 overflow-hidden border-t border-line px-3 text-xs whitespace-nowrap text-fg-2">
      {before === null ? (
        t.change.first
      ) : before === undefined ? (
        t.change.unknown
      ) : change === undefined ? null : (
        <>
          <span className="shrink-0">
            {beginning}
            <button
              type="button"
              className="font-mono text-action"
              onClick={() => showPacket(connectionId, before.packet)}
            >
              {t.number(before.packet)}
            </button>
            {end}
          </span>
          {change.kind === 'values' && removedPaths(change.changes) !== '' && (
            <bdi className="truncate">{t.change.removed(removedPaths(change.changes))}</bdi>
          )}
        </>
      )}
    </div>
  );
}

function wordsOf(change: ValueChange, size: number, t: Texts['topic']['change']): string {
  switch (change.kind) {
    case 'same':
      return t.same;
    case 'values':
      return change.isOfWhole ? t.value : t.keys(change.total);
    case 'bytes':
      return size === 0 ? t.emptied : t.bytes(change.from, change.to, size);
  }
}
