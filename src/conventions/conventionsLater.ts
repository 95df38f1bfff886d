/** The conventions for the app. The meaning of their topics is loaded with the first topic. */

import { Lazy } from '../base/lazy.ts';
import { Conventions } from '../engine/conventions/conventions.ts';
import { alibaba } from './alibaba/alibaba.ts';
import { fileConvention } from './files/fileConvention.ts';
import { homeAssistantBy } from './homeAssistant/convention.ts';
import { SHIPPED } from './shipped.ts';
import { sparkplug } from './sparkplug/sparkplug.ts';
import { tasmotaBy } from './tasmota/convention.ts';

export const CONVENTIONS_LATER = new Conventions(
  [
    alibaba(new Lazy(async () => ({ of: (await import('./alibaba/topics.ts')).meaningOf }))),
    sparkplug(new Lazy(async () => (await import('./sparkplug/meaning.ts')).MEANING)),
    homeAssistantBy(
      new Lazy(async () => (await import('./homeAssistant/homeAssistant.ts')).homeAssistant),
    ),
    tasmotaBy(new Lazy(async () => (await import('./tasmota/tasmota.ts')).TASMOTA)),
    ...SHIPPED.map(({ head, load }) =>
      fileConvention(
        head,
        new Lazy(async () => {
          const [{ fileMeaning }, { file, more }] = await Promise.all([
            import('./files/fileMeaning.ts'),
            load(),
          ]);
          return fileMeaning(file, more);
        }),
      ),
    ),
  ],
  new Lazy(async () => (await import('./ownFiles.ts')).ownConventions),
);
