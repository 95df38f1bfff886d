import { useText } from '#kit';
import type { LoggedMessage } from '../../../../engine/window/window.ts';
import { formatNamed } from '../../../../payload/formats/formats.ts';
import { useChosen } from '../../../session/payloadRules/rules.ts';
import { CHOSEN } from '../../../session/reading/readValue.ts';
import { useRead } from '../../../session/reading/useRead.ts';
import { ChangeWords } from './ChangeWords.tsx';
import { Value } from './Value.tsx';

interface MessageValueProps extends NonNullable<LoggedMessage['found']> {
  readonly connectionId: string;
}

/** The payload of a single message in its format, with its changes since the previous one on its topic. */
export function MessageValue({ connectionId, topic, message, before }: MessageValueProps) {
  const t = useText().topic;
  const chosen = useChosen(connectionId, topic, message);
  const chosenBefore = useChosen(connectionId, topic, before ?? undefined);
  const read = useRead(
    {
      task: 'value',
      of: [{ ...message, chosen }, before ? { ...before, chosen: chosenBefore } : undefined],
      how: { wanted: undefined },
    },
    chosen,
  );
  if (read === undefined) return <p className="p-3 text-fg-3">{t.reading}</p>;
  const { value, change, shown } = read.told;
  const format = shown === CHOSEN && read.of !== undefined ? read.of : formatNamed(shown);
  return (
    <>
      {value === undefined ? (
        <p className="min-h-0 flex-1 bg-well p-3 text-fg-3">{t.empty}</p>
      ) : (
        <Value {...{ connectionId, topic, format, value, change }} payload={message.payload} />
      )}
      <p className="flex h-(--h-ctl) shrink-0 items-center overflow-hidden border-t border-line px-3 text-xs whitespace-nowrap text-fg-2">
        <ChangeWords connectionId={connectionId} compared={{ message, before }} change={change} />
      </p>
    </>
  );
}
