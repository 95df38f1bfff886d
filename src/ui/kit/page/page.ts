import { folderOf, type PageOrigin } from '../../../profiles/addresses/host.ts';

/** Origin of this page. */
export const page: PageOrigin & { hasBridge: boolean; mqttPort?: number } = {
  secure: location.protocol === 'https:',
  host: location.host,
  folder: folderOf(location.pathname),
  /** False until the companion reports a bridge. */
  hasBridge: false,
};
