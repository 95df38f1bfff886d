/** The Chinese texts of the first screen and of a live connection, with the keys of the English ones. */
import type { FirstTexts } from '../en/first.ts';
import { tapTab } from './broker/tapTab.ts';
import { captures } from './captures/captures.ts';
import { restored } from './captures/restored.ts';
import { facts } from './facts.ts';
import { packets } from './packets/packets.ts';
import { editor } from './profiles/editor.ts';
import { profiles } from './profiles/profiles.ts';
import { subscriptions } from './profiles/subscriptions.ts';
import { publish } from './publish/publish.ts';
import { addresses, draftErrors, linkNotes, typed } from './publish/typed.ts';
import { announce } from './shell/announce.ts';
import { filter } from './shell/filter.ts';
import { kit } from './shell/kit.ts';
import { shell } from './shell/shell.ts';
import { start } from './shell/start.ts';
import { welcome } from './shell/welcome.ts';
import { payload } from './topics/payload.ts';
import { topics } from './topics/topics.ts';

export const first: FirstTexts = {
  addresses,
  announce,
  captures,
  draftErrors,
  editor,
  facts,
  filter,
  kit,
  linkNotes,
  packets,
  payload,
  profiles,
  publish,
  restored,
  shell,
  start,
  subscriptions,
  tapTab,
  topics,
  typed,
  welcome,
};
