import type { PageOrigin } from '../../profiles/host.ts';

/** Where this page came from. */
export const page: PageOrigin = {
  secure: location.protocol === 'https:',
  host: location.host,
};
