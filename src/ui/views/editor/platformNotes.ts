/** What the platform may not like of a draft: said beside the fields, and never a reason not to connect. */
import type { PlatformNote } from '../../../alibaba/platformNotes.ts';
import { checkSignIn, type SignInNotes } from '../../../alibaba/validate.ts';
import type { PageOrigin } from '../../../profiles/host.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import { urlOf, wholeNumber } from '../../session/profiles/settings.ts';

const NO_NOTES: SignInNotes = {};

export function platformNotesOf(draft: Draft, page: PageOrigin): SignInNotes {
  if (draft.mode !== 'alibaba') return NO_NOTES;
  return checkSignIn({
    productKey: draft.productKey,
    deviceName: draft.deviceName,
    deviceSecret: draft.deviceSecret,
    clientIdBase: draft.clientId,
    regionId: draft.regionId,
    instanceId: draft.instanceId.trim(),
    secureMode: draft.secureMode,
    timestamp: draft.timestampMode === 'fixed' ? draft.timestamp : undefined,
    // What is no number is refused as such.
    keepAlive: wholeNumber(draft.keepAlive, 65_535) ?? LIKED_KEEP_ALIVE,
    hasWill: draft.will.on,
    url: draft.url.trim() === '' ? undefined : urlOf(draft, page).url,
  });
}

/** Seconds. */
const LIKED_KEEP_ALIVE = 300;

/** In words, without those that the field says by itself: that it is empty, and blanks at its edges. */
export function noteTexts(
  notes: readonly PlatformNote[] | undefined,
  tell: (note: PlatformNote) => string,
): readonly string[] {
  return (notes ?? []).filter(({ key }) => key !== 'empty' && key !== 'blank-around').map(tell);
}

/** Place of the first character that is a blank at an edge, from 1; undefined: there is none. */
export function edgeBlank(text: string): number | undefined {
  if (text.trim() === text) return undefined;
  return /^\s/.test(text) ? 1 : text.trimEnd().length + 1;
}
