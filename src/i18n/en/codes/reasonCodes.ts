import {
  type PlacedCode,
  reasonCodeName,
  reasonCodeNumber,
} from '../../../mqtt/tables/reasonCodes.ts';

/** With the standard's name in every language: `0x86 Bad User Name or Password`. */
export const reasonCode = ({ place, code, version }: PlacedCode): string =>
  `${reasonCodeNumber(code, version)} ${reasonCodeName(place, code, version) ?? 'not defined'}`;
