import { expect, test } from 'vitest';
import { ALIBABA } from '../../../conventions/alibaba/id.ts';
import { en } from '../../../i18n/en/texts.ts';
import { zh } from '../../../i18n/zh/texts.ts';
import { alinkKindOf, conventionName } from './conventionName.ts';

test('the convention of Alibaba Cloud and its messages have Chinese names', () => {
  const sense = { convention: ALIBABA, conventionName: 'Alibaba Cloud IoT', kind: 'property-post' };
  expect([conventionName(sense, en), conventionName(sense, zh)]).toEqual([
    'Alibaba Cloud IoT',
    '阿里云物联网平台',
  ]);
  const kind = alinkKindOf(sense);
  expect(kind && zh.alink.kinds[kind]).toBe('属性上报');
  const other = { convention: 'homie', conventionName: 'Homie', kind: 'property-post' };
  expect([conventionName(other, zh), alinkKindOf(other)]).toEqual(['Homie', undefined]);
});
