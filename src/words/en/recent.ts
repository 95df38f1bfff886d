/** Texts of the list of what was used lately. */
export const recent = {
  title: 'Recent',
  files: 'Recent files',
  clear: 'Clear list',
  clearedAll: 'Cleared the list of recent connections and files',
  remove: (name: string): string => `Remove ${name} from the list`,
  removed: (name: string): string => `Removed ${name} from the list`,
  openTitle: 'Opens the form; double click connects',
  fileTitle: 'Opens the file again; the browser may ask for permission, or for the file',
  connect: (name: string): string => `Connect ${name}`,
};
