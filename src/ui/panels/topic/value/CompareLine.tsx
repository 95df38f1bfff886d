import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton, rowTime, useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import type { TopicMessage } from '../../../../engine/topics/tree/topicRow.ts';
import { useOrigin } from '../../../session/connection/useWindowPart.ts';
import { showPacket } from '../../../session/packets/actions.ts';
import type { ValueChange } from '../../../session/reading/changes.ts';
import { changeWords } from './ChangeWords.tsx';
import type { Compared } from './compared.ts';
import { scalarOf } from './scalar.ts';
import { useStep } from './useStep.ts';

interface CompareLineProps {
  readonly connectionId: string;
  readonly topic: string;
  /** The newer message with the older one, which is undefined until it is chosen. */
  readonly pair: Compared;
  /** undefined: not known yet. */
  readonly change: ValueChange | undefined;
  readonly onEnd: () => void;
  /** At the end of the line. */
  readonly children: ReactNode;
}

/** The two messages of a comparison, the older one first: `A 22.76 → B 22.62, −0.14, 568 ms later`. */
export function CompareLine(props: CompareLineProps) {
  const { connectionId, topic, pair, change, onEnd, children } = props;
  const { kit, topic: t } = useText();
  const { message, before } = pair;
  const step = useStep(connectionId, topic, pair);
  return (
    <div
      role="status"
      aria-label={t.comparison}
      className="flex min-h-(--h-ctl) shrink-0 flex-wrap items-center gap-x-2 border-b border-line bg-raised px-3 whitespace-nowrap"
    >
      <Side {...{ connectionId }} name="A" message={before ?? message} />
      <span aria-hidden className="text-fg-2">
        →
      </span>
      {before ? (
        <span className="min-w-0 truncate">
          <Side {...{ connectionId }} name="B" message={message} />
          {kit.comma}
          <span className="text-chg">
            {step ?? (change && changeWords(change, message.payload.length, t.change))}
          </span>
          {kit.comma}
          {t.change.when(message.time - before.time)}
        </span>
      ) : (
        <>
          <b className="font-semibold">B</b>
          <span className="text-fg-2">{t.chooseOther}</span>
        </>
      )}
      <span className="flex-1" />
      {children}
      <IconButton small label={t.endComparing} onClick={onEnd}>
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  );
}

interface SideProps {
  readonly connectionId: string;
  readonly name: 'A' | 'B';
  readonly message: TopicMessage;
}

/** A single value, otherwise the number of its packet. */
function Side({ connectionId, name, message }: SideProps) {
  const { kit, topic: t } = useText();
  const origin = useOrigin(connectionId) ?? 0;
  const { packet, time } = message;
  return (
    <span>
      <b className="font-semibold">{name}</b>{' '}
      <button
        type="button"
        className="font-mono text-action"
        title={`${t.showPacket(packet)}${kit.comma}${rowTime(origin, time)}`}
        onClick={() => showPacket(connectionId, packet)}
      >
        <bdi>{visibleText(scalarOf(message)?.text ?? t.number(packet))}</bdi>
      </button>
    </span>
  );
}
