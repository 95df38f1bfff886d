/**
 * Warnings about a draft that the platform may reject. Shown next to the fields; they never prevent
 * connecting.
 */
import { checkSignIn } from '../../../alibaba/validate.ts';
import type { PageOrigin } from '../../../profiles/addresses/host.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import { type FilterAndQoS, filterNotes } from '../../session/profiles/filterNotes.ts';
import { urlOf, wholeNumber } from '../../session/profiles/settings.ts';
import type { FieldNotes } from './fields/sectionProps.ts';

/** Worded notes, except those that the field shows itself: that it is empty, and surrounding blanks. */
export function platformNotesOf(draft: Draft, page: PageOrigin): FieldNotes {
  const { typed } = firstTexts();
  const found = checkSignIn({
    productKey: draft.productKey,
    deviceName: draft.deviceName,
    deviceSecret: draft.deviceSecret,
    clientIdBase: draft.clientId,
    regionId: draft.regionId,
    instanceId: draft.instanceId.trim(),
    secureMode: draft.secureMode,
    timestamp: draft.timestampMode === 'fixed' ? draft.timestamp : undefined,
    // Invalid numbers are rejected elsewhere.
    keepAlive: wholeNumber(draft.keepAlive, 65_535) ?? LIKED_KEEP_ALIVE,
    hasWill: draft.will.on,
    url: draft.url.trim() === '' ? undefined : urlOf(draft, page).url,
  });
  const told = Object.entries(found).map(([field, notes]) => {
    const said = notes.filter(({ key }) => key !== 'empty' && key !== 'blank-around');
    return [field, said.map(typed.platformNote)] as const;
  });
  return Object.fromEntries<readonly string[]>(told);
}

export function filterNotesOf(
  { productKey, deviceName }: Draft,
  filters: readonly FilterAndQoS[],
): readonly string[] {
  const isKnown = productKey !== '' && deviceName !== '';
  return filterNotes(filters, isKnown ? { productKey, deviceName } : undefined);
}

/** Seconds. */
const LIKED_KEEP_ALIVE = 300;
