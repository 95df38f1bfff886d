import { useMemo } from 'react';
import type { TopicMessage } from '../../../engine/topics/topicRow.ts';
import { diffLines } from '../../../payload/linesDiff.ts';
import { asText } from '../../../payload/text.ts';
import { oldSource, type ValueDiff } from '../../../payload/valueDiff.ts';
import { pathText } from '../../../payload/valueTree.ts';
import { visibleText } from '../../../payload/visibleText.ts';
import { grouped } from '../../../words/numbers.ts';
import { classes } from '../../kit/classes.ts';
import { useText } from '../../kit/language/useText.ts';
import { LARGEST_COMPARED, type ValueChange } from './changes.ts';
import { DrawnRows } from './DrawnRows.tsx';
import { HexValue } from './HexValue.tsx';

interface DifferencesProps {
  readonly before: TopicMessage;
  readonly message: TopicMessage;
  /** undefined: it is not known yet. */
  readonly change: ValueChange | undefined;
}

/** What differs between two messages: values by their paths, else lines of text, else bytes. */
export function Differences({ before, message, change }: DifferencesProps) {
  const t = useText().topic;
  switch (change?.kind) {
    case 'same':
      return <p className="min-h-0 flex-1 bg-well p-3 text-fg-2">{t.noDifference}</p>;
    case 'values':
      return <OfValues diff={change.diff} />;
    case 'bytes':
      return <OfBytes before={before} message={message} change={change} />;
    case 'waits':
    case undefined:
      return <div className="min-h-0 flex-1 bg-well" />;
  }
}

/** Characters of a value that are put on the page. */
const LONGEST = 400;
const shortened = (text: string): string =>
  visibleText(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

function OfValues({ diff }: { diff: ValueDiff }) {
  const t = useText().topic;
  const { changes, total } = diff;
  return (
    <>
      <div className="grid h-6 shrink-0 grid-cols-3 items-center gap-x-3 border-b border-line bg-bar px-3 text-xs text-fg-2">
        <span>{t.path}</span>
        <span>{t.wasBefore}</span>
        <span>{t.isNow}</span>
      </div>
      <DrawnRows
        label={t.differences}
        count={changes.length}
        draw={(at) => {
          const change = changes[at];
          if (change === undefined) return null;
          const { path, kind, row } = change;
          const old = kind === 'added' ? undefined : oldSource(diff, change);
          const now = kind === 'removed' ? undefined : diff.current.source(row, LONGEST + 1);
          return (
            <div className="grid h-full grid-cols-3 items-center gap-x-3 px-3">
              <bdi className="truncate" title={pathText(path)}>
                {visibleText(pathText(path))}
              </bdi>
              <Side text={old} word={t.added} look="text-err" />
              <Side text={now} word={t.gone} look="text-ok" />
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

/** @param word what stands where nothing is on this side */
function Side({ text, word, look }: { text: string | undefined; word: string; look: string }) {
  return text === undefined ? (
    <span className="truncate font-sans text-fg-3">{word}</span>
  ) : (
    <bdi className={classes('truncate', look)} title={shortened(text)}>
      {shortened(text)}
    </bdi>
  );
}

type OfBytesProps = Pick<DifferencesProps, 'before' | 'message'> & {
  readonly change: Extract<ValueChange, { readonly kind: 'bytes' }>;
};

function OfBytes({ before, message, change }: OfBytesProps) {
  const [old, now] = [before.payload, message.payload];
  const lines = useMemo(() => linesOf(old, now), [old, now]);
  if (lines !== undefined) return <OfLines lines={lines} />;
  return <TwoDumps old={old} now={now} change={change} />;
}

function linesOf(old: Uint8Array, now: Uint8Array) {
  if (Math.max(old.length, now.length) > LARGEST_COMPARED) return undefined;
  const [previous, current] = [asLines(old), asLines(now)];
  return previous && current && diffLines(previous, current);
}

const asLines = (payload: Uint8Array): readonly string[] | undefined => {
  if (payload.length === 0) return [];
  return asText(payload)?.split('\n');
};

const SIGNS = { same: '', removed: '−', added: '+' } as const;
const LOOKS = { same: '', removed: 'bg-err-bg', added: 'bg-flash' } as const;

function OfLines({ lines }: { lines: ReturnType<typeof diffLines> }) {
  const t = useText().topic;
  return (
    <DrawnRows
      label={t.differences}
      count={lines.length}
      draw={(at) => {
        const line = lines[at];
        if (line === undefined) return null;
        return (
          <div
            className={classes('flex h-full items-center pr-3 whitespace-pre', LOOKS[line.kind])}
          >
            <Place line={line.previous} />
            <Place line={line.current} />
            <span className="w-5 shrink-0 text-center font-semibold">
              <span aria-hidden>{SIGNS[line.kind]}</span>
              {line.kind !== 'same' && (
                <span className="sr-only">{line.kind === 'added' ? t.added : t.gone}</span>
              )}
            </span>
            <bdi>{shortened(line.text.replaceAll('\t', '    '))}</bdi>
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

interface TwoDumpsProps {
  readonly old: Uint8Array;
  readonly now: Uint8Array;
  readonly change: OfBytesProps['change'];
}

function TwoDumps({ old, now, change }: TwoDumpsProps) {
  const t = useText().topic;
  // What is the same at the end is as long in both.
  const same = now.length - change.to;
  const ofOld = { kind: 'bytes', from: change.from, to: old.length - same } as const;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <p className="shrink-0 border-b border-line bg-bar px-3 py-1 text-xs text-fg-2">
        {t.wasBefore}
      </p>
      <HexValue payload={old} change={ofOld} />
      <p className="shrink-0 border-y border-line bg-bar px-3 py-1 text-xs text-fg-2">{t.isNow}</p>
      <HexValue payload={now} change={change} />
    </div>
  );
}
