/** `npm run docs`: writes everything in the documents and READMEs that is generated from the code. */
import { conclude, type Outcome, run } from './step.ts';

const WRITERS = {
  modules: 'src/modules.testkit.ts',
  options: 'src/companion/cli/optionTables.testkit.ts',
  captures: 'src/conventions/ecosystems/captures.testkit.ts',
};

const outcomes: Outcome[] = [];
for (const [name, file] of Object.entries(WRITERS)) {
  outcomes.push(await run({ name, program: 'tsx', args: [file] }));
}
conclude(outcomes);
