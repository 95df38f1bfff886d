/** Texts of firmware and other files for devices of the local platform. */
import { grouped } from '../../numbers.ts';

export const firmware = {
};
