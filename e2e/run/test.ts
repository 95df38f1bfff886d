/** `npm test`: everything. Sets up what it needs, and says so before it does. */
import { ensurePrograms } from './programs.ts';
import { conclude, type Outcome, run } from './step.ts';
import { browser, staticChecks, unit } from './steps.ts';

/** The tests meet the companion as it is shipped. */
async function build(): Promise<Outcome[]> {
  return [
    await run({ name: 'app', program: 'vite', args: ['build'] }, true),
    await run({ name: 'bin', program: 'vite', args: ['build', '--mode', 'companion'] }, true),
  ];
}

const programs = ensurePrograms();
const outcomes = [...(await staticChecks()), ...(await build()), await unit(false)];
if (programs) {
  outcomes.push(
    await browser({
      MQTTSCOPE_CHROMIUM: programs.chromium,
      MQTTSCOPE_MOSQUITTO: programs.mosquitto,
      MQTTSCOPE_TSHARK: programs.tshark,
    }),
  );
} else {
  outcomes.push({ name: 'e2e', passed: 0, failed: 1, seconds: 0 });
}
conclude(outcomes);
