/** The Chinese texts that the first screen and a live connection show, by the same keys as in English. */
import type { FirstTexts } from '../en/first.ts';
import { announce } from './announce.ts';
import { captures } from './captures.ts';
import { editor } from './editor.ts';
import { facts } from './facts.ts';
import { filter } from './filter.ts';
import { kit } from './kit.ts';
import { packets } from './packets.ts';
import { payload } from './payload.ts';
import { shell } from './shell.ts';
import { subscriptions } from './subscriptions.ts';
import { tapTab } from './tapTab.ts';
import { topics } from './topics.ts';
import { welcome } from './welcome.ts';

export const first: FirstTexts = {
  announce,
  captures,
  editor,
  facts,
  filter,
  kit,
  packets,
  payload,
  shell,
  subscriptions,
  tapTab,
  topics,
  welcome,
};
