/** Entry point of the page: requests everything else at once and contains as little as possible. */
// First: see there.
import './session/broker/takeToken.ts';
import { startLanguage } from './kit/language/language.ts';
import { startTheme } from './kit/page/theme.ts';
import { trustOwnScripts } from './shell/trustedScripts.ts';
import './kit/styles/app.css';

trustOwnScripts();
startTheme();

const root = document.getElementById('root');
if (root === null) {
  throw new Error('index.html has no element #root');
}
/** Not awaited here, because the loaded modules wait for this module. */
async function begin(place: HTMLElement): Promise<void> {
  try {
    const [{ start }] = await Promise.all([import('./start.ts'), startLanguage()]);
    await start(place);
  } catch (error) {
    // No texts of any language may be loaded yet, and a new version may be the cause.
    place.textContent = `mqttscope could not be loaded; reload the page. mqttscope 未能加载，请刷新页面。 (${String(error)})`;
  }
}

void begin(root);
