/** Build of the page. */
import { BUILD_MARK } from './buildMark.ts';

/** Version of a built page. The development server has none. */
export function ownVersion(): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${BUILD_MARK}"]`)?.content;
}

/** True if the server has another build now. */
export async function isOutdated(): Promise<boolean> {
  const own = ownVersion();
  if (own === undefined) return false;
  try {
    const text = await (await fetch(location.pathname, { cache: 'no-store' })).text();
    return text.includes(BUILD_MARK) && !text.includes(own);
  } catch {
    // The server does not answer, so its build is unknown.
    return false;
  }
}
