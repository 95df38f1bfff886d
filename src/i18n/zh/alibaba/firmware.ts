/** 固件等文件的文字。 */
import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';

export const firmware: Texts['firmware'] = {
};
