/** What the server of this page is: asked once. Any other web server simply has no such file. */

import { useEffect } from 'react';
import { create } from 'zustand';
import {
  COMPANION_INFO_PATH,
  type CompanionInfo,
  parseCompanionInfo,
} from '../../broker/companionInfo.ts';

/** undefined until it is known. */
type Known = CompanionInfo | 'none' | undefined;

const useInfo = create<{ readonly known: Known }>()(() => ({ known: undefined }));

let asked = false;

async function askOnce(): Promise<void> {
  if (asked) {
    return;
  }
  asked = true;
  useInfo.setState({ known: (await companionInfo()) ?? 'none' });
}

async function companionInfo(): Promise<CompanionInfo | undefined> {
  try {
    // Beside the page, wherever that is.
    const response = await fetch(`.${COMPANION_INFO_PATH}`);
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return response.ok && isJson ? parseCompanionInfo(await response.json()) : undefined;
  } catch {
    // No answer, or none in JSON: this page is not served by a companion.
    return undefined;
  }
}

/** undefined until it has answered, or it is clear that there is none. */
export function useCompanion(): Known {
  useEffect(() => {
    void askOnce();
  }, []);
  return useInfo(({ known }) => known);
}
