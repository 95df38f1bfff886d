/** `npm run docs`: writes everything that is generated: in the documents and READMEs, and the list of ecosystems. */
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
