/** Words for the previous value of a field in the payload, and whether they fit beside its value. */
import { visibleText } from '../../../../base/visibleText.ts';
import type { ChangedMember } from '../../../../engine/topics/tree/messageValues.ts';
import type { Texts } from '../../../../i18n/en/texts.ts';
import type { OutlineNode } from '../../../session/packet/outline.ts';
import { withoutSameStart } from './sameStart.ts';

export interface ChangeWords {
  readonly short: string;
  readonly whole: string;
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Parts of a field that its words need. */
type Field = Pick<OutlineNode, 'label' | 'value' | 'member' | 'tone'>;

export const isNumber = ({ member, value, tone }: Field): boolean =>
  member === undefined ? NUMBER.test(value) : tone === 'number';

export function changeWords(
  node: Field,
  { was, gap }: ChangedMember,
  t: Texts['detail'],
): ChangeWords {
  if (was === undefined) return { short: t.wasNone, whole: t.wasNone };
  if (was === '') return { short: t.wasEmpty, whole: t.wasEmpty };
  const short = isNumber(node) ? withoutSameStart(node.value, was) : was;
  return { short: visibleText(t.was(short, gap)), whole: visibleText(t.was(was, gap)) };
}

/** px of margins, chevron, mark and chart button, of the shortest label, and of a character at most. */
const AROUND = 96;
const LABEL = 48;
const CHARACTER = 7.25;
const HAN = 13;

function widthOf(text: string): number {
  const han = text.match(/[\p{Script=Han}，：]/gu)?.length ?? 0;
  return (text.length - han) * CHARACTER + han * HAN;
}

/** False: the previous value has a line of its own. */
export const fitsBeside = (
  { label, value }: Field,
  { short }: ChangeWords,
  width: number,
): boolean => AROUND + Math.max(LABEL, widthOf(label)) + widthOf(value) + widthOf(short) <= width;
