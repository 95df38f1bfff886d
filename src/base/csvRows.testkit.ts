import { csvCells } from './csvRows.ts';

/** The cell texts of a CSV table, row by row. */
export const csvRows = (text: string): string[][] =>
  [...csvCells(text)].map((row) => row.map((cell) => cell.text));
