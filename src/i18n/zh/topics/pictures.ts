import { MOST_PIXELS } from '../../../payload/formats/drawing.ts';
import type { Texts } from '../../en/texts.ts';
import { bytes, grouped } from '../../numbers.ts';

const size = (width: number, height: number): string => `${grouped(width)} × ${grouped(height)}`;

export const pictures: Texts['pictures'] = {
  alt: (format, width, height) => `${format} 图片，${size(width, height)} 像素`,
  size: (format, width, height) => `${format}，${size(width, height)} 像素`,
  large: (width, height) =>
    `未显示：${size(width, height)} 像素将占用 ${bytes(width * height * 4)} 内存。最多显示 ${grouped(MOST_PIXELS)} 像素的图片；载荷可以保存。`,
  cutOff: '图片不完整：末尾的数据缺失。',
  unsized: '未显示：图片开头没有说明其大小。',
  broken: '浏览器无法显示此图片：其数据已损坏。',
};
