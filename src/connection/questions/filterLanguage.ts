/** Code that reads filters, loaded with the first one. */
import { compileFilter } from '../../engine/filter/compile.ts';
import { sensorFilter } from '../../engine/filter/sensorFacts.ts';
import { complete } from '../../engine/filter/syntax/complete.ts';
import { FilteredRows } from '../../engine/filtering/filteredRows.ts';
import { MissingPaths } from '../../engine/filtering/missingPaths.ts';
import { pathsEndingIn } from '../../engine/filtering/pathEnds.ts';
import { payloadPathsSeen, userPropertiesSeen } from '../../engine/filtering/pathsSeen.ts';
import { TermCounts } from '../../engine/filtering/termCounts.ts';
import { TypeCounts } from '../../engine/filtering/typeCounts.ts';
import { valuesSeen } from '../../engine/filtering/valuesSeen.ts';

export const filterLanguage = {
  compileFilter,
  complete,
  FilteredRows,
  MissingPaths,
  pathsEndingIn,
  payloadPathsSeen,
  sensorFilter,
  TermCounts,
  TypeCounts,
  userPropertiesSeen,
  valuesSeen,
};
