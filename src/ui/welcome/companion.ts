/** What the server of this page is: asked once. Any other web server simply has no such file. */

import { useEffect } from 'react';
import { create } from 'zustand';
import {
  COMPANION_INFO_PATH,
  type CompanionInfo,
  parseCompanionInfo,
} from '../../broker/companionInfo.ts';

const useInfo = create<{ readonly info: CompanionInfo | undefined }>()(() => ({ info: undefined }));

let asked = false;

async function askOnce(): Promise<void> {
  if (asked) {
    return;
  }
  asked = true;
  try {
    // Beside the page, wherever that is.
    const response = await fetch(`.${COMPANION_INFO_PATH}`);
    if (response.ok && response.headers.get('content-type')?.includes('json') === true) {
      useInfo.setState({ info: parseCompanionInfo(await response.json()) });
    }
  } catch {
    // No answer, or none in JSON: this page is not served by a companion.
  }
}

/** undefined until it has answered, and where there is none. */
export function useCompanion(): CompanionInfo | undefined {
  useEffect(() => {
    void askOnce();
  }, []);
  return useInfo((state) => state.info);
}
