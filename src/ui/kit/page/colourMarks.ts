/** Colours of profiles, as backgrounds. */
import type { ProfileColour } from '../../../profiles/settings/settings.ts';

export const COLOUR_MARKS: Readonly<Record<ProfileColour, string>> = {
  rose: 'bg-mark-rose',
  amber: 'bg-mark-amber',
  olive: 'bg-mark-olive',
  teal: 'bg-mark-teal',
  indigo: 'bg-mark-indigo',
  grey: 'bg-mark-grey',
};
