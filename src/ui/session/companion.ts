/** What the server of this page is: asked once. Any other web server hands out the file of the build, which names none. */

import { useEffect } from 'react';
import { create } from 'zustand';
import {
  COMPANION_INFO_PATH,
  type CompanionInfo,
  parseCompanionInfo,
} from '../../broker/core/companionInfo.ts';
import { page } from '../kit/page.ts';

/** undefined until it is known. */
type Known = CompanionInfo | 'none' | undefined;

const useInfo = create<{ readonly known: Known }>()(() => ({ known: undefined }));

let asking: Promise<CompanionInfo | undefined> | undefined;

/**
 * That of the server of this page; undefined where there is none. Once it is known, `page` says so, too: before, an
 * address that only a companion opens would be taken for a wrong one.
 */
export function pageCompanion(): Promise<CompanionInfo | undefined> {
  asking ??= companionInfo().then((info) => {
    page.hasBridge = info?.bridge !== undefined;
    useInfo.setState({ known: info ?? 'none' });
    return info;
  });
  return asking;
}

/** ms in which a server that serves the page answers this, too. */
const PATIENCE = 30_000;

async function companionInfo(): Promise<CompanionInfo | undefined> {
  try {
    // Beside the page, wherever that is.
    const response = await fetch(`.${COMPANION_INFO_PATH}`, {
      signal: AbortSignal.timeout(PATIENCE),
    });
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return response.ok && isJson ? parseCompanionInfo(await response.json()) : undefined;
  } catch {
    // No answer, none in time, or none in JSON: this page is not served by a companion.
    return undefined;
  }
}

/** undefined until it has answered, or it is clear that there is none. */
export function useCompanion(): Known {
  useEffect(() => {
    void pageCompanion();
  }, []);
  return useInfo(({ known }) => known);
}
