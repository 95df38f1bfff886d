import { later } from '../../kit/loading/later.tsx';
import type { Panel } from '../../session/panel.ts';
import { hasPlatform } from '../../session/platform/hasPlatform.ts';

export const platform: Panel = {
  id: 'platform',
  desk: 'broker',
  within: 'broker',
  isThere: ({ isFile, broker }) => !isFile && hasPlatform(broker),
  Body: later(async () => (await import('./PlatformView.tsx')).PlatformView),
};
