/** The English texts of what is loaded soon after the first screen: of publishing, and of what is typed. */
import { editorFields } from './editorFields.ts';
import { first } from './first.ts';
import { profiles } from './profiles.ts';
import { publish } from './publish.ts';
import { restored } from './restored.ts';
import { start } from './start.ts';
import { subscribing } from './subscribing.ts';
import { addresses, draftFaults, linkNotes, typed } from './typed.ts';
import { willForm } from './willForm.ts';

export const soon = {
  ...first,
  addresses,
  draftFaults,
  editor: { ...first.editor, ...editorFields, ...willForm },
  linkNotes,
  profiles,
  publish,
  restored,
  start,
  subscribing,
  typed,
};

/** What another language has to fill. */
export type SoonTexts = typeof soon;
