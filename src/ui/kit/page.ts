import type { PageOrigin } from '../../profiles/addresses/host.ts';

/** Where this page came from. */
export const page: PageOrigin & { hasBridge: boolean } = {
  secure: location.protocol === 'https:',
  host: location.host,
  /** Until its companion has said so. */
  hasBridge: false,
};
