/**
 * Information about the server of this page, requested once, and its presets. Other web servers deliver the file
 * from the build, which names no companion.
 */

import { useEffect } from 'react';
import { create } from 'zustand';
import {
  type BrokerPreset,
  COMPANION_INFO_PATH,
  type CompanionInfo,
  parseCompanionInfo,
  parsePresets,
} from '../../../broker/core/companionInfo.ts';
import { page } from '../../kit/page/page.ts';
import { acceptPass, forgetPass, passOfPage, passWithoutToken, whenPassed } from './controlPass.ts';

/** undefined until it is known. */
type Known = CompanionInfo | 'none' | undefined;

interface Info {
  readonly known: Known;
  /** With passwords, which are only in memory. */
  readonly presets: readonly BrokerPreset[];
}

const useInfo = create<Info>()(() => ({ known: undefined, presets: [] }));

let asking: Promise<CompanionInfo | undefined> | undefined;

/**
 * The companion that serves this page. Undefined if there is none. `page` is updated as soon as it is known;
 * until then, an address that only a companion can open would count as invalid.
 */
export function pageCompanion(): Promise<CompanionInfo | undefined> {
  asking ??= companionInfo().then((info) => {
    page.hasBridge = info?.bridge !== undefined;
    if (info?.mqttPort !== undefined) page.mqttPort = info.mqttPort;
    if (info?.isSignedIn === true) passWithoutToken();
    useInfo.setState({ known: info ?? 'none' });
    return info;
  });
  return asking;
}

let askingPresets: Promise<readonly BrokerPreset[]> | undefined;

/** Brokers that the companion's user has named. Empty without the token. */
export function pagePresets(): Promise<readonly BrokerPreset[]> {
  askingPresets ??= companionPresets().then((presets) => {
    useInfo.setState({ presets });
    return presets;
  });
  return askingPresets;
}

whenPassed(() => {
  if (askingPresets === undefined) return;
  askingPresets = undefined;
  void pagePresets();
});

/** Timeout in ms; a server that serves the page answers this, too. */
const TIMEOUT = 30_000;

/** No answer, none in time, or none in JSON: this page is not served by a companion. */
const companionInfo = async (): Promise<CompanionInfo | undefined> =>
  parseCompanionInfo(await jsonAt(`.${COMPANION_INFO_PATH}`));

async function companionPresets(): Promise<readonly BrokerPreset[]> {
  const path = (await pageCompanion())?.presets;
  const pass = path === undefined ? undefined : await passOfPage();
  if (path === undefined || pass === undefined) return [];
  return parsePresets(await jsonAt(`./${path}`, pass));
}

/** Undefined if there is none. `path`: relative to the page. */
async function jsonAt(path: string, pass?: string): Promise<unknown> {
  try {
    const response = await fetch(path, {
      signal: AbortSignal.timeout(TIMEOUT),
      ...(pass !== undefined && { headers: { authorization: `Bearer ${pass}` } }),
    });
    if (response.ok && pass !== undefined) acceptPass(pass);
    if (response.status === 401 && pass !== undefined) forgetPass(pass);
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return response.ok && isJson ? await response.json() : undefined;
  } catch {
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

/** Empty until they are known. */
export function usePresets(): Info['presets'] {
  useEffect(() => {
    void pagePresets();
  }, []);
  return useInfo(({ presets }) => presets);
}
