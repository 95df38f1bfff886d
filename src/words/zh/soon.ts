/** The Chinese texts of what is loaded soon after the first screen, by the same keys as in English. */
import type { SoonTexts } from '../en/soon.ts';
import { editorFields } from './editorFields.ts';
import { first } from './first.ts';
import { profiles } from './profiles.ts';
import { publish } from './publish.ts';
import { restored } from './restored.ts';
import { start } from './start.ts';
import { subscribing } from './subscribing.ts';
import { addresses, draftFaults, linkNotes, typed } from './typed.ts';
import { willForm } from './willForm.ts';

export const soon: SoonTexts = {
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
