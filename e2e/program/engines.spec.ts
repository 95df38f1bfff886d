/** A new user's walkthrough in Firefox and WebKitGTK, if `npm run thorough -- browsers` has installed them. */
import { startFirefox } from '../engines/firefox.ts';
import { walk } from '../engines/walk.ts';
import { type Engine, Visitor } from '../engines/webDriver.ts';
import { startWebKit } from '../engines/webKit.ts';
import { test } from '../kit/test.ts';

const {
  MQTTSCOPE_FIREFOX_ESR: firefox,
  MQTTSCOPE_WEBKIT2GTK_DRIVER: webKit,
  MQTTSCOPE_XVFB: xvfb,
} = process.env;

const ENGINES: [string, (folder: string) => Promise<Engine>][] = [];
if (firefox) ENGINES.push(['Firefox', (folder) => startFirefox(firefox, folder)]);
if (webKit && xvfb) ENGINES.push(['WebKitGTK', (folder) => startWebKit(webKit, xvfb, folder)]);

for (const [name, start] of ENGINES) {
  test(`a new user succeeds in ${name}`, async ({ folder, startCompanion }) => {
    const companion = await startCompanion();
    const engine = await start(folder);
    try {
      await walk(new Visitor(engine), companion.printed);
    } finally {
      await engine.end();
    }
  });
}
