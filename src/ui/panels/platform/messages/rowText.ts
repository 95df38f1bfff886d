/** Text of a row in the message log, for display and search. */
import { alinkTopic } from '../../../../alibaba/alink/alinkTopic.ts';
import { say } from '../../../../base/message.ts';
import type { LogRow } from '../../../../broker/platform/devices/logCommands.ts';
import type { Texts } from '../../../../i18n/en/texts.ts';
import { wordFor } from '../parts/words.ts';

type RowTexts = Pick<Texts, 'platform' | 'alink'>;

/** Subject of a row. For messages that were neither filtered nor denied, the meaning of the topic. */
export function labelOf({ kind, topic }: LogRow, { platform, alink }: RowTexts): string {
  const isPlain = kind === 'other' || kind === 'sent';
  const meaning = isPlain ? alinkTopic(topic) : undefined;
  return meaning === undefined
    ? platform.messages.kind(kind)
    : alink.meaning(meaning.kind, meaning.isReply);
}

export function whyOf({ why }: LogRow, { platform }: RowTexts): string | undefined {
  return wordFor(platform.why, why) ?? why;
}

/** Rows whose text contains a search, plus those that the platform found by their content. Newest first. */
export function rowsWith(
  text: string,
  found: readonly LogRow[],
  all: readonly LogRow[],
  texts: RowTexts,
): readonly LogRow[] {
  const sought = text.toLowerCase();
  const shown = all.filter((row) =>
    wordsOf(row, texts).some((word) => word?.toLowerCase().includes(sought)),
  );
  const rows = new Map([...found, ...shown].map((row) => [row.number, row]));
  return [...rows.values()].sort((a, b) => b.number - a.number);
}

function wordsOf(row: LogRow, texts: RowTexts): readonly (string | undefined)[] {
  const { code, about, misfits = [] } = row;
  const { messages, misfits: t } = texts.platform;
  return [
    labelOf(row, texts),
    whyOf(row, texts),
    about,
    code === undefined ? undefined : messages.replied(code),
    ...misfits.flatMap(({ path, why, expected, came }) => [
      path,
      say(texts.alink.valueFaults, why),
      expected === undefined ? undefined : `${t.expected} ${expected}`,
      `${t.came} ${came}`,
    ]),
  ];
}
