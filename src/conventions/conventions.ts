/** The conventions for the companion and the commands, completely loaded. */
import '../engine/messages/conventionBooksAtOnce.ts';
import { Lazy } from '../base/lazy.ts';
import { Conventions } from '../engine/conventions/conventions.ts';
import { alibaba } from './alibaba/alibaba.ts';
import { meaningOf } from './alibaba/topics.ts';
import { fileConvention } from './files/fileConvention.ts';
import { fileMeaning } from './files/fileMeaning.ts';
import { homeAssistantBy } from './homeAssistant/convention.ts';
import { homeAssistant } from './homeAssistant/homeAssistant.ts';
import { ownConventions } from './ownFiles.ts';
import { SHIPPED } from './shipped.ts';
import { MEANING } from './sparkplug/meaning.ts';
import { sparkplug } from './sparkplug/sparkplug.ts';
import { tasmotaBy } from './tasmota/convention.ts';
import { TASMOTA } from './tasmota/tasmota.ts';

const loaded = await Promise.all(
  SHIPPED.map(async ({ head, load }) => ({ head, ...(await load()) })),
);

export const CONVENTIONS = new Conventions(
  [
    alibaba(Lazy.of({ of: meaningOf })),
    sparkplug(Lazy.of(MEANING)),
    homeAssistantBy(Lazy.of(homeAssistant)),
    tasmotaBy(Lazy.of(TASMOTA)),
    ...loaded.map(({ head, file, more }) => fileConvention(head, Lazy.of(fileMeaning(file, more)))),
  ],
  Lazy.of(ownConventions),
);
