/** Reads payloads for actions. */
import { whenRead } from '../connection/payloads.ts';
import { readAside } from './aside.ts';
import { isReadHere } from './readHere.ts';
import { type Asked, runTask, type TaskName, type Told } from './tasks.ts';

/** Runs an action with the result. */
export function whenReadAside<K extends TaskName>(
  asked: Asked<K>,
  run: (told: Told<K>) => void,
): void {
  const here = (): void => whenRead<Told<K>>(() => runTask(asked), run);
  if (isReadHere(asked)) {
    here();
    return;
  }
  readAside(asked, (outcome) => {
    if (outcome.kind === 'told') run(outcome.told);
    else if (outcome.kind === 'unloaded') here();
    else throw new Error(outcome.message);
  });
}
