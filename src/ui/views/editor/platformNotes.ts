/** What the platform may not like of a draft: said beside the fields, and never a reason not to connect. */
import { checkSignIn, type SignInNotes } from '../../../alibaba/validate.ts';
import type { PageOrigin } from '../../../profiles/host.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import { urlOf, wholeNumber } from '../../session/profiles/settings.ts';

export function platformNotesOf(draft: Draft, page: PageOrigin): SignInNotes {
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
