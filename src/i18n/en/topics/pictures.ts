/** Texts of pictures in payloads. */
import { MOST_PIXELS } from '../../../payload/formats/drawing.ts';
import { bytes, grouped } from '../../numbers.ts';

const size = (width: number, height: number): string => `${grouped(width)} × ${grouped(height)}`;

export const pictures = {
  alt: (format: string, width: number, height: number): string =>
    `${format} picture of ${size(width, height)} pixels`,
  size: (format: string, width: number, height: number): string =>
    `${format}, ${size(width, height)} pixels`,
  large: (width: number, height: number): string =>
    `Not shown: ${size(width, height)} pixels would take ${bytes(width * height * 4)} of memory. Pictures of up to ${grouped(MOST_PIXELS)} pixels are shown; the payload can be saved.`,
  cutOff: 'The picture is truncated: its end is missing.',
  unsized: 'Not shown: the beginning of the picture does not say how large it is.',
  broken: 'The browser cannot show this picture: its data is damaged.',
};
