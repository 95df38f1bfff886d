/**
 * Limits of the text in a field. The browser lays out all of it in one task, which freezes the page for
 * minutes when the text is long or changes its direction often.
 */
import { confirm } from '../language/announcements.ts';
import { firstTexts } from '../language/firstText.ts';

/** UTF-16 units of a field with one line. No string of MQTT has more. */
const LONGEST_LINE = 65_535;
/** UTF-16 units of a field with several lines. */
const LONGEST_AREA = 1 << 20;
const MOST_LINES = 32_768;
/** Right-to-left, combining, control and unpaired characters, and scripts without blanks between words. */
const SLOWEST =
  /[\u0590-\u08ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]|\p{Mn}|\p{Cs}|(?![\t\n\r])\p{Cc}/gu;
/** Everything else but Latin, Chinese, Japanese and Korean: a long word takes time. */
const SLOW = /[^\0-\u02ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffee]/gu;
const LINE = /\n/g;
/** The layout time grows with the square of these. */
const MOST_SLOWEST = 8192;
const MOST_SLOW = 65_536;

function hasMore(text: string, pattern: RegExp, most: number): boolean {
  if (text.length <= most) return false;
  let count = 0;
  for (const _ of text.matchAll(pattern)) {
    count += 1;
    if (count > most) return true;
  }
  return false;
}

/** True if the browser takes too long to find the order and the glyphs of the characters. */
export const isSlowToDraw = (text: string): boolean =>
  hasMore(text, SLOWEST, MOST_SLOWEST) || hasMore(text, SLOW, MOST_SLOW);

/** True if a field with one line takes as much text. */
export const fitsLine = (text: string): boolean =>
  text.length <= LONGEST_LINE && !isSlowToDraw(text);

/** True if a field with several lines can show the text. */
export const fitsArea = (text: string): boolean =>
  text.length <= LONGEST_AREA && !isSlowToDraw(text) && !hasMore(text, LINE, MOST_LINES);

type Field = HTMLInputElement | HTMLTextAreaElement;

const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** Why a text does not fit into a field. */
function refusal(field: Field, text: string): string | undefined {
  const t = firstTexts().kit;
  const longest = field instanceof HTMLTextAreaElement ? LONGEST_AREA : LONGEST_LINE;
  const most = field.maxLength < 0 ? longest : Math.min(longest, field.maxLength);
  const { selectionStart, selectionEnd, value } = field;
  const result =
    value.slice(0, selectionStart ?? 0) + text + value.slice(selectionEnd ?? value.length);
  if (result.length > most) return t.tooLong(most);
  if (field instanceof HTMLTextAreaElement && hasMore(result, LINE, MOST_LINES))
    return t.tooManyLines(MOST_LINES);
  return isSlowToDraw(result) ? t.tooSlow : undefined;
}

/**
 * Keeps texts that would freeze the page out of all fields, and says why. A paste or drop is refused as a
 * whole, because a part of it would be mistaken for the whole. Returns a function that stops it.
 */
export function startFieldLimits(): () => void {
  const check = (event: InputEvent): void => {
    const { target, data, dataTransfer } = event;
    const text = data ?? dataTransfer?.getData('text/plain') ?? '';
    if (!isField(target) || text.length <= 1) return;
    const why = refusal(target, text);
    if (why === undefined) return;
    event.preventDefault();
    confirm(why);
  };
  addEventListener('beforeinput', check, { capture: true });
  return () => removeEventListener('beforeinput', check, { capture: true });
}
