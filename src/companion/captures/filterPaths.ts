/** Suggests paths for a filter that names none of a capture file, from the file's first messages. */
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { PassingCapture } from '../../engine/files/report/passingCapture.ts';
import { MissingPaths } from '../../engine/filtering/missingPaths.ts';
import { pathsEndingIn } from '../../engine/filtering/pathEnds.ts';
import { payloadPathsSeen } from '../../engine/filtering/pathsSeen.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import { UsageError } from '../cli/errors.ts';
import { compileFilter, type ValidFilter, validFilter } from '../cli/filters.ts';
import { type CaptureSource, type ReadingPace, readCapture, staysThere } from './captureInput.ts';

/** Maximum number of messages that are read. */
const MOST = 1000;
const ALWAYS = (): boolean => true;

/** Like `validFilter`. An unknown field suggests filters with the paths of the file that end in it. */
export async function validFilterFor(
  text: string,
  option: string,
  file: CaptureSource,
  pace: ReadingPace,
): Promise<ValidFilter> {
  const compiled = compileFilter(text);
  if (compiled.ok || compiled.error.fact.key !== 'no-such-field') return validFilter(text, option);
  const { error } = compiled;
  const { name } = compiled.error.fact.args;
  const capture = await beginningOf(file, pace);
  const seen = capture === undefined ? [] : payloadPathsSeen(capture.filter.facts, ALWAYS);
  const meant = pathsEndingIn(name, seen).map(
    (path) => text.slice(0, error.from) + path + text.slice(error.to),
  );
  if (meant.length === 0) return validFilter(text, option);
  throw new UsageError((say) => say.wrongFilter(option, error, meant));
}

/** Returns the paths in the filter that no payload has, each with the paths that it may mean. */
export async function missingPathsOf(
  text: string,
  file: CaptureSource,
  pace: ReadingPace,
): Promise<ReturnType<MissingPaths['missing']>> {
  const capture = await beginningOf(file, pace);
  if (capture === undefined) return [];
  const paths = new MissingPaths(text, capture.filter.facts);
  paths.advance(ALWAYS);
  return paths.missing(ALWAYS);
}

/** Thrown to stop reading. */
class Enough extends Error {
  override readonly name = 'Enough';
}

/** undefined for a pipe, which cannot be read twice, and for a file that cannot be read. */
async function beginningOf(file: CaptureSource, pace: ReadingPace) {
  if (!(await staysThere(file))) return undefined;
  const passing = new PassingCapture({ conventions: CONVENTIONS });
  let messages = 0;
  try {
    await readCapture(
      file,
      (event) => {
        passing.take(event);
        if (event.kind === 'packet' && (event.bytes[0] ?? 0) >> 4 === PUBLISH) messages += 1;
        if (messages === MOST) throw new Enough();
      },
      pace,
    );
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return passing.capture;
}
