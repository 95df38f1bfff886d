/** Pictures of 5 × 3 pixels written by Chromium 150 without colour profiles; the GIF is made by hand. */
import { base64 } from '@scure/base';

const DRAWN: Readonly<Record<string, string>> = {
  PNG: [
    'iVBORw0KGgoAAAANSUhEUgAAAAUAAAADCAYAAABbNsX4AAAAGklEQVR4AWzIMQ0AAACDsAX/nocBepYH',
    'FjIFAAD//zQleOgAAAAGSURBVAMAF10T81qTW58AAAAASUVORK5CYII=',
  ].join(''),
  JPEG: [
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////',
    '////////////////////////////////////////2wBDAVVaWnhpeOuCguv/////////////////////',
    '////////////////////////////////////////////////////wAARCAADAAUDASIAAhEBAxEB/8QA',
    'FQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAA',
    'AAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/ALQAf//Z',
  ].join(''),
  GIF: ['R0lGODlhBQADAIAAAP///wAAACH5BAAAAAAALAAAAAAFAAMAAAIDhI8FADs='].join(''),
  'WebP, lossy': ['UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoFAAMAB0CWJaQAA3AA/u9gAAA='].join(''),
  'WebP, lossless': ['UklGRh4AAABXRUJQVlA4TBEAAAAvBIAAAAfQ//73v/+BiOh/AAA='].join(''),
  'WebP, extended': [
    'UklGRjYAAABXRUJQVlA4WAoAAAAAAAAABAAAAgAAVlA4IBgAAAAwAQCdASoFAAMAB0CWJaQAA3AA/u9g',
    'AAA=',
  ].join(''),
};

export const DRAWN_PICTURES: ReadonlyMap<string, Uint8Array> = new Map(
  Object.entries(DRAWN).map(([name, text]) => [name, base64.decode(text)]),
);
