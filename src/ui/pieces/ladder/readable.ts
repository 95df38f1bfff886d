/** Texts of the other side, made visible for use in sentences. */
import { visibleName } from '../../../base/visibleText.ts';

/** Characters: a reason string or a topic filter may have 65,535 bytes. */
const LONGEST = 600;

export function readable(text: string): string {
  const visible = visibleName(text.slice(0, LONGEST));
  return text.length > LONGEST ? `${visible}…` : visible;
}
