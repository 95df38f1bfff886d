/** All lazily loaded parts of the details, in a single file. */
export { DetailsPane } from './DetailsPane.tsx';
export { DockSwitch } from './DockSwitch.tsx';
