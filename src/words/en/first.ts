/** The English texts that the first screen and a live connection show; all others are in `texts.ts`. */
import { announce } from './announce.ts';
import { captures } from './captures.ts';
import { editor } from './editor.ts';
import { editorFields } from './editorFields.ts';
import { facts } from './facts.ts';
import { filter } from './filter.ts';
import { kit } from './kit.ts';
import { packets } from './packets.ts';
import { payload } from './payload.ts';
import { profiles } from './profiles.ts';
import { publish } from './publish.ts';
import { restored } from './restored.ts';
import { shell } from './shell.ts';
import { start } from './start.ts';
import { subscribing } from './subscribing.ts';
import { subscriptions } from './subscriptions.ts';
import { tapTab } from './tapTab.ts';
import { topics } from './topics.ts';
import { addresses, draftFaults, linkNotes, typed } from './typed.ts';
import { welcome } from './welcome.ts';
import { willForm } from './willForm.ts';

export const first = {
  addresses,
  announce,
  captures,
  draftFaults,
  editor: { ...editor, ...editorFields, ...willForm },
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
  subscribing,
  subscriptions,
  tapTab,
  topics,
  typed,
  welcome,
};

/** What another language has to fill. */
export type FirstTexts = typeof first;
