import type { ReactNode } from 'react';
import { searchWords } from '../../../base/searchWords.ts';
import { VisibleText } from './VisibleText.tsx';

interface MarkedProps {
  readonly text: string;
  /** Search text. */
  readonly mark?: string | undefined;
  /** Preceding text, because a match may start there. */
  readonly before?: string;
}

/** Text with the first match of each searched word highlighted, ignoring case. */
export function Marked({ text, mark = '', before = '' }: MarkedProps) {
  const whole = (before + text).toLowerCase();
  const parts: ReactNode[] = [];
  let drawn = 0;
  for (const [start, end] of firstMatches(whole, before.length, searchWords(mark))) {
    const from = Math.max(drawn, start - before.length);
    const to = end - before.length;
    if (to <= from) continue;
    parts.push(
      <VisibleText key={`before ${from}`} text={text.slice(drawn, from)} />,
      <mark key={from} className="bg-warn-bg text-warn underline">
        <VisibleText text={text.slice(from, to)} />
      </mark>,
    );
    drawn = to;
  }
  return (
    <>
      {parts}
      <VisibleText text={text.slice(drawn)} />
    </>
  );
}

/** Matches that end after `from`, in order. */
function firstMatches(text: string, from: number, words: readonly string[]) {
  return words
    .map((word) => {
      const at = text.indexOf(word, Math.max(0, from - word.length + 1));
      return [at, at + word.length] as const;
    })
    .filter(([start]) => start >= 0)
    .sort(([a], [b]) => a - b);
}
