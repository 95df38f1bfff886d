import { classes, useText } from '#kit';
import { visibleText } from '../../../../base/visibleText.ts';
import type { TopicMessage } from '../../../../engine/topics/tree/topicRow.ts';
import { grouped } from '../../../../i18n/numbers.ts';
import { WholeRows } from '../../../pieces/bytes/WholeRows.tsx';
import { LONGEST_TOLD, type ValueChange, type Written } from '../../../session/reading/changes.ts';
import { differingLine, type LineDifferences } from '../../../session/reading/lineDifferences.ts';
import { HexValue } from './HexValue.tsx';

interface DifferencesProps {
  readonly before: TopicMessage;
  readonly message: TopicMessage;
  /** undefined: it is not known yet. */
  readonly change: ValueChange | undefined;
  /** Line differences of texts that are not compared by value. */
  readonly lines: LineDifferences | undefined;
}

/** Differences between two messages: values by path, otherwise lines of text, otherwise bytes. */
export function Differences({ before, message, change, lines }: DifferencesProps) {
  const t = useText().topic;
  switch (change?.kind) {
    case 'same':
      return <p className="bg-well p-3 text-fg-2">{t.noDifference}</p>;
    case 'values':
      return <OfValues {...change} {...{ before, message }} />;
    case 'bytes':
      return lines === undefined ? (
        <TwoDumps {...{ before, message, change }} />
      ) : (
        <OfLines lines={lines} />
      );
    case undefined:
      return null;
  }
}

const shortened = ({ text, length }: Written): string =>
  visibleText(length > LONGEST_TOLD ? `${text.slice(0, LONGEST_TOLD)}…` : text);

type ChangedValues = Extract<ValueChange, { readonly kind: 'values' }>;

type Two = Pick<DifferencesProps, 'before' | 'message'>;

function OfValues({ changes, total, before, message }: ChangedValues & Two) {
  const t = useText().topic;
  return (
    <>
      <div className="grid h-6 shrink-0 grid-cols-3 items-center gap-x-3 border-b border-line bg-bar px-3 text-xs text-fg-2">
        <span>{t.path}</span>
        <span>{t.side('A', before.packet)}</span>
        <span>{t.side('B', message.packet)}</span>
      </div>
      <WholeRows
        label={t.differences}
        rowHeight={22}
        count={changes.length}
        draw={(at) => {
          const change = changes[at];
          if (change === undefined) return null;
          const { path, was, now } = change;
          return (
            <div className="grid min-w-0 flex-1 grid-cols-3 items-center gap-x-3 px-3">
              <bdi className="overflow-hidden text-ellipsis">{visibleText(path)}</bdi>
              <Side value={was} word={t.added} look="text-fg-2" />
              <Side value={now} word={t.gone} look="text-chg" />
            </div>
          );
        }}
      />
      {total > changes.length && (
        <p className="shrink-0 border-t border-line px-3 py-1 text-xs text-fg-2">
          {t.moreDifferences(total - changes.length)}
        </p>
      )}
    </>
  );
}

/** @param word text if this side has no value */
function Side({ value, word, look }: { value: Written | undefined; word: string; look: string }) {
  return value === undefined ? (
    <span className="font-sans text-fg-3">{word}</span>
  ) : (
    <bdi className={classes('overflow-hidden text-ellipsis', look)}>{shortened(value)}</bdi>
  );
}

const SIGNS = { same: '', removed: '−', added: '+' } as const;
const LOOKS = { same: '', removed: 'text-fg-2', added: 'bg-flash text-chg' } as const;

function OfLines({ lines }: { lines: LineDifferences }) {
  const t = useText().topic;
  return (
    <WholeRows
      label={t.differences}
      rowHeight={22}
      count={lines.inCurrent.length}
      draw={(at) => {
        const line = differingLine(lines, at);
        const text = line.text.replaceAll('\t', '    ');
        return (
          <div className={classes('flex min-w-0 flex-1 items-start pr-3', LOOKS[line.kind])}>
            <Place line={line.previous} />
            <Place line={line.current} />
            <span className="w-5 shrink-0 text-center font-semibold">
              <span aria-hidden>{SIGNS[line.kind]}</span>
              {line.kind !== 'same' && (
                <span className="sr-only">{line.kind === 'added' ? t.added : t.gone}</span>
              )}
            </span>
            <bdi className="min-w-0">{shortened({ text, length: text.length })}</bdi>
          </div>
        );
      }}
    />
  );
}

function Place({ line }: { line: number | undefined }) {
  return (
    <span aria-hidden className="w-10 shrink-0 pr-2 text-right text-xs text-fg-3 select-none">
      {line === undefined ? '' : grouped(line + 1)}
    </span>
  );
}

interface TwoDumpsProps extends Two {
  readonly change: Extract<ValueChange, { readonly kind: 'bytes' }>;
}

function TwoDumps({ before, message, change }: TwoDumpsProps) {
  const t = useText().topic;
  const [old, now] = [before.payload, message.payload];
  // The common end has the same length in both.
  const same = now.length - change.to;
  const ofOld = { kind: 'bytes', from: change.from, to: old.length - same } as const;
  return (
    <div>
      <p className="shrink-0 border-b border-line bg-bar px-3 py-1 text-xs text-fg-2">
        {t.side('A', before.packet)}
      </p>
      <HexValue payload={old} change={ofOld} />
      <p className="shrink-0 border-y border-line bg-bar px-3 py-1 text-xs text-fg-2">
        {t.side('B', message.packet)}
      </p>
      <HexValue payload={now} change={change} />
    </div>
  );
}
