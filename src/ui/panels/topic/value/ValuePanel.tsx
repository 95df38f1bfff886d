import { ArrowLeftRight, Copy, FileDown } from 'lucide-react';
import { useState } from 'react';
import {
  Button,
  copyAndSay,
  formatName,
  IconButton,
  type MenuGroup,
  payloadKind,
  Segments,
  useText,
} from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import { formatNamed } from '../../../../payload/formats/formats.ts';
import { isMissing, type PayloadFormat } from '../../../../payload/tree/format.ts';
import { ChartButton } from '../../../pieces/ChartButton.tsx';
import { savePayload } from '../../../session/captures/savePayload.ts';
import { useChosen } from '../../../session/payloadRules/rules.ts';
import type { LayerSummary } from '../../../session/reading/layerSummaries.ts';
import type { PlottablePath } from '../../../session/reading/plottablePaths.ts';
import { CHOSEN, DIFFERENCES, type ReadValue } from '../../../session/reading/readValue.ts';
import { useRead } from '../../../session/reading/useRead.ts';
import { whenReadAside } from '../../../session/reading/whenReadAside.ts';
import { ChangeWords } from './ChangeWords.tsx';
import { CompareLine } from './CompareLine.tsx';
import type { Compared } from './compared.ts';
import { Differences } from './Differences.tsx';
import { MessageFacts } from './MessageFacts.tsx';
import { ScalarValue } from './ScalarValue.tsx';
import { scalarOf } from './scalar.ts';
import { TopicChart } from './TopicChart.tsx';
import { Value } from './Value.tsx';

interface ValuePanelProps {
  readonly connectionId: string;
  readonly topic: string;
  readonly compared: Compared;
  /** The user chose both messages, or is about to choose the other one. */
  readonly comparison: 'chosen' | 'begun' | undefined;
  readonly isNewest: boolean;
  readonly onNewest: () => void;
  /** Values that can be charted. */
  readonly plottable: readonly PlottablePath[];
  readonly onCompare: () => void;
  /** From then on, each message is compared with the one before it. */
  readonly onEndComparison: () => void;
}

/** A message's value. While another message is being read, the previous value stays complete. */
export function ValuePanel(props: ValuePanelProps) {
  const { connectionId, topic, compared, comparison } = props;
  const { message, before } = compared;
  const chosen = useChosen(connectionId, topic, message);
  const chosenBefore = useChosen(connectionId, topic, before ?? undefined);
  const areScalars =
    scalarOf(message) !== undefined && before != null && scalarOf(before) !== undefined;
  const isOfTwo = comparison === 'chosen' && !areScalars;
  const pair = `${before?.packet} ${message.packet}`;
  const [wanted, setWanted] = useState<{ readonly id: string; readonly pair?: string }>();
  const isDifferences = isOfTwo && (wanted?.pair !== pair || wanted.id === DIFFERENCES);
  const read = useRead(
    {
      task: 'value',
      of: [{ ...message, chosen }, before ? { ...before, chosen: chosenBefore } : undefined],
      how: { wanted: isDifferences ? DIFFERENCES : wanted?.id },
    },
    { compared, chosen, comparison, isDifferences },
  );
  const t = useText().topic;
  return (
    <section
      aria-label={t.value}
      aria-busy={read === undefined}
      className="flex min-w-0 flex-1 flex-col"
    >
      {read === undefined ? (
        <p className="p-3 text-fg-3">{t.reading}</p>
      ) : (
        <Shown
          {...props}
          {...read.of}
          read={read.told}
          isOfTwo={isOfTwo}
          onShow={(id) => setWanted({ id, ...(isOfTwo && { pair }) })}
        />
      )}
    </section>
  );
}

interface ShownProps extends ValuePanelProps {
  readonly read: ReadValue;
  readonly chosen: PayloadFormat | undefined;
  /** The differences are shown instead of the value. */
  readonly isDifferences: boolean;
  readonly isOfTwo: boolean;
  readonly onShow: (id: string) => void;
}

function Shown(props: ShownProps) {
  const { connectionId, topic, compared, comparison, read, chosen, isOfTwo, onShow } = props;
  const { isNewest, onNewest, plottable, isDifferences, onCompare } = props;
  const { captureFiles, topic: t, payload: names, payloadRules: rules } = useText();
  const { message, before } = compared;
  const { payload, contentType } = message;
  const { found, change } = read;
  const formatOf = (id: string): PayloadFormat =>
    id === CHOSEN && chosen !== undefined ? chosen : formatNamed(id);
  const shown = formatOf(read.shown);
  const copyText = (text: string) => copyAndSay(text, t.valueCopied(payload.length), t.notCopied);
  const copy = (): void =>
    whenReadAside({ task: 'copied', of: [{ payload, chosen: shown }], how: null }, (text) => {
      if (!isMissing(text)) void copyText(text);
    });
  const newest = isNewest ? undefined : (
    <Button look="action" title={t.newestTitle} onClick={onNewest} className="h-(--h-small)">
      {t.newest}
    </Button>
  );
  const comparing = comparison !== undefined && (
    <CompareLine
      {...{ connectionId, topic, change }}
      pair={comparison === 'chosen' ? compared : { message, before: undefined }}
      onEnd={props.onEndComparison}
    >
      {newest}
    </CompareLine>
  );
  const scalar =
    !isDifferences && read.shown === found && found !== CHOSEN ? scalarOf(message) : undefined;
  if (scalar !== undefined) {
    const formats = read.offered.filter(({ canShow }) => canShow);
    const menu: readonly MenuGroup[] = [
      {
        label: t.valueActions,
        items: [
          {
            id: 'save',
            label: captureFiles.savePayload,
            run: () => savePayload(payload, topic, contentType),
          },
        ],
      },
      {
        label: t.shownAs,
        items: formats.map(({ id }) => ({
          id,
          label: formatName(formatOf(id), names),
          checked: id === read.shown,
          run: () => onShow(id),
        })),
      },
    ];
    return (
      <TopicChart
        {...{ connectionId, topic, plottable }}
        compared={comparison === 'chosen' ? compared : undefined}
        head={(controls) => (
          <>
            <ScalarValue
              {...{ connectionId, topic, compared, scalar, menu, onCompare }}
              onCopy={copy}
            >
              {controls}
            </ScalarValue>
            {comparing ||
              (newest !== undefined && (
                <div className="flex min-h-(--h-ctl) shrink-0 flex-wrap items-center gap-x-2 border-y border-line px-3">
                  <MessageFacts {...{ connectionId, message }} />
                  <span className="flex-1" />
                  {newest}
                </div>
              ))}
          </>
        )}
      />
    );
  }
  const kind =
    found === CHOSEN
      ? rules.chosen
      : payloadKind(found === undefined ? undefined : formatNamed(found), names);
  return (
    <>
      <div className="flex min-h-(--h-tabs) shrink-0 flex-wrap items-center gap-x-2 border-b border-line bg-bar pr-1 pl-3 whitespace-nowrap max-md:min-h-11">
        <h3 className="sr-only">{t.value}</h3>
        <span className="truncate text-fg-2">
          {kind} · {chosen?.later !== undefined && `${rules.later(chosen.later)} · `}
          {t.size(payload.length)}
        </span>
        {comparison === undefined && (
          <>
            <MessageFacts {...{ connectionId, message }} />
            {newest}
            <span className="ml-auto min-w-0 truncate text-xs text-fg-2">
              <ChangeWords {...{ connectionId, compared, change }} />
            </span>
          </>
        )}
        <span className="ml-auto flex max-w-full items-center overflow-x-auto [--h-ctl:24px] max-md:[--h-ctl:42px]">
          <Segments
            label={t.shownAs}
            value={isDifferences ? DIFFERENCES : read.shown}
            options={[
              ...(isOfTwo ? [{ value: DIFFERENCES, label: t.differences }] : []),
              ...read.offered.map(({ id, canShow }) => ({
                value: id,
                label: id === CHOSEN ? rules.asChosen : formatName(formatOf(id), names),
                disabled: !canShow,
                ...(id === CHOSEN ? { title: visibleText(formatOf(id).name) } : {}),
                ...(canShow ? {} : { title: t.notOfFormat(formatOf(id).name) }),
              })),
            ]}
            onChange={onShow}
          />
          {plottable[0]?.path.length === 0 && (
            <ChartButton connectionId={connectionId} topic={topic} path={[]} />
          )}
          <IconButton small label={t.compare} onClick={onCompare}>
            <ArrowLeftRight size={14} aria-hidden />
          </IconButton>
          <IconButton
            small
            label={captureFiles.savePayload}
            onClick={() => savePayload(payload, topic, contentType)}
          >
            <FileDown size={14} aria-hidden />
          </IconButton>
          <IconButton small label={t.copyValue} onClick={copy}>
            <Copy size={14} aria-hidden />
          </IconButton>
        </span>
      </div>
      {comparing}
      {isDifferences && before ? (
        <Differences before={before} message={message} change={change} lines={read.lines} />
      ) : read.value === undefined ? (
        <p className="bg-well p-3 text-fg-3">{t.empty}</p>
      ) : (
        <>
          {read.layers && <ChainLine layers={read.layers} />}
          <Value {...{ connectionId, topic, payload, change }} format={shown} value={read.value} />
        </>
      )}
    </>
  );
}

interface ChainLineProps {
  readonly layers: readonly LayerSummary[];
}

/** The layers of a chain, as far as it could be read. */
function ChainLine({ layers }: ChainLineProps) {
  const { kit, payloadRules: t, payload: names } = useText();
  return (
    <p
      aria-label={t.title}
      className="shrink-0 truncate border-b border-line px-3 py-1 text-xs text-fg-2"
    >
      {layers.map(({ format, size, isChosen }, at) => (
        // Layers have no identity but their place.
        <span key={at}>
          {at > 0 && ' › '}
          <span title={isChosen ? t.chosen : t.detected}>
            {t.layer(formatName(format, names), size)}
            {!isChosen && kit.bracketed(t.detected)}
          </span>
        </span>
      ))}
    </p>
  );
}
