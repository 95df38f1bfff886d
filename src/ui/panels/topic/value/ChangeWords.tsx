/** A comparison in words: what changed, and the time between both messages. */
import { useText } from '#kit';
import type { Texts } from '../../../../i18n/en/texts.ts';
import { showPacket } from '../../../session/packets/actions.ts';
import { removedPaths, type ValueChange } from '../../../session/reading/changes.ts';
import type { Compared } from './compared.ts';

type Words = Texts['topic']['change'];

export function changeWords(change: ValueChange, size: number, t: Words): string {
  switch (change.kind) {
    case 'same':
      return t.same;
    case 'values':
      return change.isOfWhole ? t.value : t.keys(change.total);
    case 'bytes':
      return size === 0 ? t.emptied : t.bytes(change.from, change.to, size);
  }
}

interface ChangeWordsProps {
  readonly connectionId: string;
  readonly compared: Compared;
  readonly change: ValueChange | undefined;
}

/** The changes since the message before, with its packet and the time between both. */
export function ChangeWords({ connectionId, compared, change }: ChangeWordsProps) {
  const t = useText().topic;
  const { message, before } = compared;
  if (before == null) return before === null ? t.change.first : t.change.unknown;
  if (change === undefined) return null;
  const removed = change.kind === 'values' ? removedPaths(change.changes) : '';
  const what = changeWords(change, message.payload.length, t.change);
  const number = t.number(before.packet);
  const text = t.change.compared(what, number, before.time - message.time);
  const at = text.indexOf(number);
  return (
    <>
      <span className="hidden @max-[640px]:inline">{what}</span>
      <span className="@max-[640px]:hidden">
        {text.slice(0, at)}
        <button
          type="button"
          className="font-mono text-action"
          onClick={() => showPacket(connectionId, before.packet)}
        >
          {number}
        </button>
        {text.slice(at + number.length)}
        {removed !== '' && <bdi className="ml-1">{t.change.removed(removed)}</bdi>}
      </span>
    </>
  );
}
