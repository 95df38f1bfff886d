import { base64 } from '@scure/base';
import { useCallback } from 'react';
import { Button, Strip, useText } from '#kit';
import { visibleName } from '../../../../base/visibleText.ts';
import type { TracedMessage } from '../../../../broker/journal/tracedMessage.ts';
import { bytes } from '../../../../i18n/numbers.ts';
import { payloadPreview } from '../../../../payload/formats/reading.ts';
import { faultWords, isMade } from '../../../pieces/ladder/tracedWords.ts';
import { setMessagesPlace } from '../../../session/bothEnds/state.ts';
import { useReading } from '../../../session/connection/payloads.ts';

/** Characters of a payload that are drawn; of four bytes each, fewer than the journal keeps. */
const PREVIEW = 60;

interface MessageFactsProps {
  readonly connectionId: string;
  readonly message: TracedMessage;
}

/** Content and origin of a message, and the state of its publisher's handshake. */
export function MessageFacts({ connectionId, message }: MessageFactsProps) {
  const texts = useText();
  const t = texts.bothEnds;
  const { row } = message;
  const { repeats, missed } = row;
  const [first] = message.steps;
  const copier = first !== undefined && isMade(first) ? first.fault?.rule : undefined;
  const { payload } = message;
  const { size } = row;
  const { text, binary, complete } = useReading(
    useCallback(() => payloadPreview(base64.decode(payload), PREVIEW, { size }), [payload, size]),
  );
  const told = [
    row.origin === 'will' && t.willOf,
    row.origin === 'broker' && t.ofBroker,
    row.origin === 'retained' && t.retainedBefore,
    copier !== undefined && t.copied(visibleName(copier), repeats),
    copier === undefined && repeats !== undefined && t.repeats(repeats),
    row.refused === undefined &&
      missed === undefined &&
      t.publishersEnd(row.qos, message.steps.at(-1), message.isAbandoned),
  ].filter((line) => line !== false);
  return (
    <>
      {missed !== undefined && (
        <Strip tone="warn" title={t.missed}>
          <p>{faultWords(texts, missed)}</p>
        </Strip>
      )}
      {row.refused !== undefined && <Strip tone="err" title={t.refused(row.refused)} />}
      <div className="flex flex-col gap-1 px-3 py-2">
        <p className="truncate">
          <span className="text-fg-2">{t.payload}</span>{' '}
          {row.size === 0 ? (
            <span className="text-fg-3">{t.emptyPayload}</span>
          ) : (
            <bdi className={binary ? 'font-mono text-fg-2' : 'font-mono'}>
              {complete ? text : `${text}…`}
            </bdi>
          )}{' '}
          <span className="text-fg-2">{bytes(row.size)}</span>
        </p>
        {told.filter(Boolean).map((line) => (
          <p key={line}>{line}</p>
        ))}
        {repeats !== undefined && (
          <p>
            <Button
              onClick={() =>
                setMessagesPlace(connectionId, { message: repeats, delivery: undefined })
              }
            >
              {t.showEarlier(repeats)}
            </Button>
          </p>
        )}
        {row.deliveries === 0 && row.refused === undefined && missed === undefined && (
          <p>{row.heard === true ? t.platform : t.nobody}</p>
        )}
        {row.deliveries > 1 && (
          <p className="text-fg-2">{t.subscribersOf(message.deliveries.length, row.deliveries)}</p>
        )}
      </div>
    </>
  );
}
