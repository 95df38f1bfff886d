import { Copy, FileDown } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import type { TopicMessage } from '../../../engine/topics/topicRow.ts';
import { isMissing, type PayloadFormat } from '../../../payload/formats/format.ts';
import { certainFormatOf, formatOf, formatsToShow } from '../../../payload/formats/formats.ts';
import { copiedText } from '../../../payload/formats/reading.ts';
import { FIRST_TYPED } from '../../../payload/formats/written.ts';
import { visibleText } from '../../../payload/visibleText.ts';
import { copyAndSay } from '../../kit/copyText.ts';
import { IconButton } from '../../kit/IconButton.tsx';
import { formatName, payloadKind } from '../../kit/language/formatWords.ts';
import { useText } from '../../kit/language/useText.ts';
import { Segments } from '../../kit/Segments.tsx';
import { savePayload } from '../../session/captures/savePayload.ts';
import { useChosen } from '../../session/payloadRules/rules.ts';
import { useReading, whenRead } from '../../session/payloads.ts';
import { BaseLine } from './BaseLine.tsx';
import { ChainLine } from './ChainLine.tsx';
import { ChangeLine } from './ChangeLine.tsx';
import { ChartWhole } from './ChartWhole.tsx';
import { valueChange } from './changes.ts';
import type { Compared } from './compared.ts';
import { Differences } from './Differences.tsx';
import { FormattedValue } from './FormattedValue.tsx';
import { MessageLine } from './MessageLine.tsx';
import { MessageSenseOf } from './MessageSenseOf.tsx';

interface ValuePanelProps {
  readonly connectionId: string;
  readonly topic: string;
  readonly compared: Compared;
  readonly isNewest: boolean;
  readonly onNewest: () => void;
  /** What messages are compared with, in place of the one before each. */
  readonly base: TopicMessage | undefined;
  /** undefined: each with the one before it. */
  readonly onBase: (base: TopicMessage | undefined) => void;
}

/** In place of a format's id. */
const DIFFERENCES = 'differences';

export function ValuePanel(props: ValuePanelProps) {
  const { connectionId, topic, compared, isNewest, onNewest, base, onBase } = props;
  const { captureFiles, topic: t, payload: names, payloadRules: rules } = useText();
  const { message, before } = compared;
  const { payload, contentType } = message;
  const chosen = useChosen(connectionId, topic, message);
  const chosenBefore = useChosen(connectionId, topic, before ?? undefined);
  const isOfTwo = base !== undefined && base.packet === before?.packet;
  const [wanted, setWanted] = useState<{ readonly id: string; readonly base?: number }>();
  const isDifferences = isOfTwo && (wanted?.base !== base.packet || wanted.id === DIFFERENCES);
  const told = useReading(
    useCallback(
      () => certainFormatOf(payload, { contentType, chosen }),
      [payload, contentType, chosen],
    ),
  );
  const found = isMissing(told) ? told.missing : told;
  const offered = useMemo(() => {
    const looks = chosen === undefined ? found : formatOf(payload, { contentType });
    const formats = formatsToShow(payload, looks);
    return chosen === undefined ? formats : [chosen, ...formats];
  }, [payload, contentType, found, chosen]);
  const previous = before?.payload;
  const previousType = before?.contentType;
  const change = useReading(
    useCallback(
      () =>
        previous === undefined
          ? undefined
          : valueChange(
              { payload: previous, contentType: previousType, chosen: chosenBefore },
              { payload, contentType, chosen },
            ),
      [previous, previousType, chosenBefore, payload, contentType, chosen],
    ),
  );
  const canShow = (format: PayloadFormat): boolean =>
    (format.decode === undefined && format.readBy === undefined) ||
    format.shown !== 'always' ||
    format === found ||
    format.detect?.(payload, true) === 'sure';
  const picked = offered.find((format) => format.id === wanted?.id && canShow(format));
  const shown = picked ?? found ?? FIRST_TYPED;

  const copy = (text: string) => copyAndSay(text, t.valueCopied(payload.length), t.notCopied);
  return (
    <section
      aria-label={t.value}
      className="flex min-h-0 min-w-0 flex-1 flex-col border-r border-line max-md:flex-2 max-md:border-r-0"
    >
      <div className="flex h-(--h-tabs) shrink-0 items-center gap-2 border-b border-line bg-bar pr-1 pl-3 whitespace-nowrap max-md:h-11">
        <h3 className="text-base font-semibold">{t.value}</h3>
        <span className="truncate text-fg-2">
          {found !== undefined && found === chosen ? rules.chosen : payloadKind(found, names)} ·{' '}
          {chosen?.later !== undefined && `${rules.later(chosen.later)} · `}
          {t.size(payload.length)}
        </span>
        <span className="flex-1" />
        <span className="[--h-ctl:24px] max-md:[--h-ctl:42px]">
          <Segments
            label={t.shownAs}
            value={isDifferences ? DIFFERENCES : shown.id}
            options={[
              ...(isOfTwo ? [{ value: DIFFERENCES, label: t.differences }] : []),
              ...offered.map((format) => ({
                value: format.id,
                label: format === chosen ? rules.asChosen : formatName(format, names),
                disabled: !canShow(format),
                ...(format === chosen ? { title: visibleText(format.name) } : {}),
                ...(canShow(format) ? {} : { title: t.notOfFormat(format.name) }),
              })),
            ]}
            onChange={(id) => setWanted({ id, ...(base && { base: base.packet }) })}
          />
        </span>
        <ChartWhole {...{ connectionId, topic, payload, contentType, chosen }} />
        <IconButton
          small
          label={captureFiles.savePayload}
          onClick={() => savePayload(payload, topic, contentType)}
        >
          <FileDown size={14} aria-hidden />
        </IconButton>
        <IconButton
          small
          label={t.copyValue}
          onClick={() =>
            whenRead(
              () => copiedText(payload, shown),
              (text) => void copy(text),
            )
          }
        >
          <Copy size={14} aria-hidden />
        </IconButton>
      </div>
      <MessageLine
        connectionId={connectionId}
        message={message}
        onNewest={isNewest ? undefined : onNewest}
        isBase={base?.packet === message.packet}
        onCompare={() => onBase(base?.packet === message.packet ? undefined : message)}
      />
      <MessageSenseOf connectionId={connectionId} message={message} isNewest={isNewest} />
      {base !== undefined && (
        <BaseLine
          connectionId={connectionId}
          base={base}
          isShown={base.packet === message.packet}
          onEnd={() => onBase(undefined)}
        />
      )}
      {isDifferences ? (
        <Differences before={base} message={message} change={change} />
      ) : payload.length === 0 ? (
        <p className="min-h-0 flex-1 bg-well p-3 text-fg-3">{t.empty}</p>
      ) : (
        <>
          {shown === chosen && <ChainLine format={shown} payload={payload} />}
          <FormattedValue
            {...{ connectionId, topic, payload, change }}
            format={shown}
            areFound={shown === found}
          />
        </>
      )}
      <ChangeLine connectionId={connectionId} compared={compared} change={change} />
    </section>
  );
}
