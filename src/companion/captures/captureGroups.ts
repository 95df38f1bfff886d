/**
 * Groups the files of `problems` into captures: files of one rotation are one capture, each other file is one by
 * itself.
 */
import type { FileSurvey } from '../../engine/files/joined/fileSurvey.ts';
import { StartError } from '../cli/errors.ts';
import type { Progress } from '../cli/progress.ts';
import { type CaptureSource, isPipe, surveyFile } from './captureInput.ts';
import { ownNumber } from './fileNumbers.ts';
import {
  inOrder,
  overlapOf,
  type PlacedFile,
  type PlanTexts,
  partsOf,
  planSeries,
  type Series,
  type SurveyedFile,
  surveyed,
} from './seriesPlan.ts';

/** A file of a capture. */
interface CaptureFile {
  readonly path: string;
  /** µs since 1970 of its first packet, if it was surveyed. */
  readonly first?: number | undefined;
}

export interface CaptureGroup {
  readonly files: readonly CaptureFile[];
  readonly source: CaptureSource;
  /** Equal for parts of a series, between which files are missing. */
  readonly series: number;
}

/** Throws `UsageError` for `--series` with a pipe, or with files that overlap. */
export async function captureGroups(
  paths: readonly string[],
  isSeries: boolean,
  texts: PlanTexts,
  progress?: Progress,
): Promise<readonly CaptureGroup[]> {
  if (paths.length === 1) return paths.map((path, at) => alone({ path, at }));
  if (isSeries) return groupsOf(await planSeries(paths, texts, progress), 0);
  const rotations = new Map<string, PlacedFile[]>();
  for (const [at, path] of paths.entries()) {
    const key = (await rotationOf(path, progress)) ?? `${at}`;
    rotations.set(key, [...(rotations.get(key) ?? []), { path, at }]);
  }
  const groups: CaptureGroup[] = [];
  for (const files of rotations.values()) {
    if (files.length === 1) groups.push(...files.map(alone));
    else groups.push(...(await rotated(files, groups.length, texts, progress)));
  }
  return groups;
}

const alone = ({ path, at }: PlacedFile): CaptureGroup => ({
  files: [{ path }],
  source: path,
  // Beside the numbers of series.
  series: -1 - at,
});

function groupsOf({ parts, unread }: Series, series: number): readonly CaptureGroup[] {
  const read = parts.map((part) => ({ files: part, source: sourceOf(part), series }));
  // Reading it reports why it cannot be read.
  return [...read, ...unread.map(alone)];
}

function sourceOf(part: readonly SurveyedFile[]): CaptureSource {
  const [first] = part;
  return part.length === 1 && first ? first.path : { parts: [part] };
}

/** The rotation that a file belongs to. Undefined: none is known. */
async function rotationOf(path: string, progress?: Progress): Promise<string | undefined> {
  if (await isPipe(path)) return undefined;
  let survey: FileSurvey;
  try {
    survey = await surveyFile(path, 'head', progress);
  } catch (error) {
    // Reading the file reports it.
    if (error instanceof StartError) return undefined;
    throw error;
  }
  const { series, format, isCopy, origin } = survey;
  if (series !== undefined) return `series ${series.id}`;
  // Earlier versions stated no series.
  const named = format === 'mqttscope' || isCopy ? ownNumber(path) : undefined;
  return named && `name ${named.stem} ${format} ${origin ?? ''}`;
}

/** @param series number of the first series */
async function rotated(
  placed: readonly PlacedFile[],
  series: number,
  texts: PlanTexts,
  progress?: Progress,
): Promise<readonly CaptureGroup[]> {
  const { files, unread } = await surveyed(placed, progress);
  const ordered = inOrder(files);
  const runs: SurveyedFile[][] = [];
  let newest = Infinity;
  for (const file of ordered) {
    const { number } = file.series ?? ownNumber(file.path) ?? { number: 0 };
    // A later run with the same name begins again.
    if (number <= newest) runs.push([]);
    runs.at(-1)?.push(file);
    newest = number;
  }
  const isNamed = files.every((file) => file.series === undefined);
  // Copies of a file have its number, and names alone do not make a series.
  const isDoubtful = isNamed ? overlapOf(ordered) !== undefined : runs.length > 1;
  if (isDoubtful) return placed.map(alone);
  return runs.flatMap((run, at) => {
    const part = partsOf(run, unread, texts);
    return groupsOf({ parts: part, unread: at === 0 ? unread : [] }, series + at);
  });
}
