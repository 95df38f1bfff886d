/**
 * Information about the server of this page, requested once. Other web servers deliver the file from the
 * build, which names no companion.
 */

import { useEffect } from 'react';
import { create } from 'zustand';
import {
  COMPANION_INFO_PATH,
  type CompanionInfo,
  parseCompanionInfo,
} from '../../../broker/core/companionInfo.ts';
import { page } from '../../kit/page/page.ts';

/** undefined until it is known. */
type Known = CompanionInfo | 'none' | undefined;

const useInfo = create<{ readonly known: Known }>()(() => ({ known: undefined }));

let asking: Promise<CompanionInfo | undefined> | undefined;

/**
 * The companion that serves this page. Undefined if there is none. `page` is updated as soon as it is known;
 * until then, an address that only a companion can open would count as invalid.
 */
export function pageCompanion(): Promise<CompanionInfo | undefined> {
  asking ??= companionInfo().then((info) => {
    page.hasBridge = info?.bridge !== undefined;
    if (info?.mqttPort !== undefined) page.mqttPort = info.mqttPort;
    useInfo.setState({ known: info ?? 'none' });
    return info;
  });
  return asking;
}

/** Timeout in ms; a server that serves the page answers this, too. */
const TIMEOUT = 30_000;

async function companionInfo(): Promise<CompanionInfo | undefined> {
  try {
    // Relative to the page.
    const response = await fetch(`.${COMPANION_INFO_PATH}`, {
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return response.ok && isJson ? parseCompanionInfo(await response.json()) : undefined;
  } catch {
    // No answer, none in time, or none in JSON: this page is not served by a companion.
    return undefined;
  }
}

/** Undefined until the companion has answered or is known to be absent. */
export function useCompanion(): Known {
  useEffect(() => {
    void pageCompanion();
  }, []);
  return useInfo(({ known }) => known);
}
