import { dateAndTime, dateAndTimeUtc, useText } from '#kit';
import { momentOf } from '../../../payload/shape/seenFormat.ts';

/** A member with a number on a line of formatted values, or a number alone. */
const NUMBER = /^\s*(?:"((?:[^"\\]|\\.)*)": )?(\d{10,13}(?:\.\d+)?),?$/;

/** The date that a number on a line means, next to it. */
export function MomentNote({ line }: { line: string }) {
  const t = useText().topic;
  const [, name, digits] = NUMBER.exec(line) ?? [];
  const ms = digits === undefined ? undefined : momentOf(Number(digits), name);
  if (ms === undefined) return null;
  const [local, utc] = [dateAndTime(ms), dateAndTimeUtc(ms)];
  const text = t.moment(local, utc);
  return (
    <span title={text} className="ml-3 min-w-0 shrink-[999] truncate font-sans text-xs text-fg-2">
      <span aria-hidden="true">· </span>
      {text}
    </span>
  );
}
