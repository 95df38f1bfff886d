/** The beginning of a value, shown next to its topic. */

import type { Words } from '../../../base/message.ts';
import type { PreviewKinds } from '../../../engine/topics/tree/preview.ts';
import { grouped } from '../../numbers.ts';

export const previews: Words<PreviewKinds> = {
  whole: ({ text }) => text,
  keys: ({ text }) => text,
  folded: ({ text, bytes }) => `${text}… (${grouped(bytes)} B)`,
  waiting: ({ text, bytes }) => `${text}… (${grouped(bytes)} B)`,
  binary: ({ bytes }) => `<${grouped(bytes)} B 二进制>`,
  empty: () => '<空>',
};
