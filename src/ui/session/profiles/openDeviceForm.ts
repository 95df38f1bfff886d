/** Opens the form that signs in a device of Alibaba's platform. */
import { focusTarget } from '../../kit/page/focus.ts';
import { pageCompanion } from '../broker/companion.ts';
import { activeConnection } from '../connection/connections.ts';
import { unusedTab } from '../connectionTabs.ts';
import { setView } from '../view/tabView.ts';
import { DEVICE_FOCUS } from './debuggerFocus.ts';
import { draftOf } from './drafts.ts';
import { localPlatform } from './localPlatform.ts';
import { chooseScheme } from './scheme.ts';

/** Shows the form of the front tab if it is a device. A tab that is in use otherwise stays as it is. */
export async function openDeviceForm(): Promise<void> {
  const platform = localPlatform((await pageCompanion()) ?? 'none');
  const front = activeConnection()?.id;
  const isDevice = front !== undefined && draftOf(front)?.mode === 'alibaba';
  const id = isDevice ? front : unusedTab(front);
  chooseScheme(id, 'alibaba', platform);
  setView(id, { screen: 'editor' });
  focusTarget(DEVICE_FOCUS);
}
