/** Vitest for mutation testing: only the test files named by `MQTTSCOPE_MUTATION_TESTS`, in one process. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  define: { PROGRAM_VERSION: '"mutation"' },
  test: {
    include: (process.env['MQTTSCOPE_MUTATION_TESTS'] ?? '').split(','),
    environment: 'node',
    setupFiles: ['src/base/fixedSeed.testkit.ts'],
    testTimeout: 90_000,
  },
});
