/** The face of the kit: its components, their hooks and types, and `useText`. */
export { BoundedArea } from './controls/BoundedArea.tsx';
export { Button, Keys } from './controls/Button.tsx';
export { Chips } from './controls/Chips.tsx';
export { ChooseFile } from './controls/ChooseFile.tsx';
export { ComboOption } from './controls/ComboOption.tsx';
export { CopyButton } from './controls/CopyButton.tsx';
export { CountedChips } from './controls/CountedChips.tsx';
export { copyAndSay, copyText } from './controls/copyText.ts';
export { guardDoubleClick } from './controls/doubleClickGuard.ts';
export {
  boxClasses,
  described,
  descriptionId,
  Field,
  INPUT_CLASSES,
  inputClasses,
  Warnings,
} from './controls/Field.tsx';
export { FileInput } from './controls/FileInput.tsx';
export { IconButton } from './controls/IconButton.tsx';
export { MonoArea } from './controls/MonoArea.tsx';
export { SearchBox } from './controls/SearchBox.tsx';
export { SecretField } from './controls/SecretField.tsx';
export { Segments } from './controls/Segments.tsx';
export { SelectField } from './controls/SelectField.tsx';
export { Strip } from './controls/Strip.tsx';
export { Switch } from './controls/Switch.tsx';
export { TextField } from './controls/TextField.tsx';
export { takeFiles } from './controls/takeFiles.ts';
export { ConnectionDot } from './display/ConnectionDot.tsx';
export { DirectionMark } from './display/Direction.tsx';
export { EmptyState } from './display/EmptyState.tsx';
export { Marked } from './display/Marked.tsx';
export { PaneHeader } from './display/PaneHeader.tsx';
export { Progress } from './display/Progress.tsx';
export { Prose } from './display/Prose.tsx';
export { ShortName } from './display/ShortName.tsx';
export { Splitter } from './display/Splitter.tsx';
export { Status } from './display/Status.tsx';
export { Tag } from './display/Tag.tsx';
export { TopicName } from './display/TopicName.tsx';
export { VisibleText } from './display/VisibleText.tsx';
export { Boundary } from './failures/Boundary.tsx';
export {
  FailedButtons,
  FailedLine,
  FailedPart,
  type FailedProps,
  shownError,
} from './failures/FailedPart.tsx';
export { NotLoadedNote } from './failures/NotLoadedNote.tsx';
export { FailedUnseen, UncaughtNote } from './failures/UncaughtNote.tsx';
export { announce, confirm, useAnnouncement } from './language/announcements.ts';
export { firstTexts, useFirstText } from './language/firstText.ts';
export { formatName, payloadKind } from './language/formatWords.ts';
export { loadTexts, setLanguage, useLanguage } from './language/language.ts';
export { LANGUAGE_NAMES, LANGUAGE_TAGS, LANGUAGES } from './language/languages.ts';
export { Loading } from './language/loading.ts';
export { reportNotLoaded } from './language/notLoaded.ts';
export { topicFilterErrorText, topicNameErrorText } from './language/topicErrorText.ts';
export { useLoaded } from './language/useLoaded.ts';
export { texts, useText } from './language/useText.ts';
export { waitFor } from './language/waiting.ts';
export { Awaited, later } from './loading/later.tsx';
export { loadedLater } from './loading/loadedLater.ts';
export { nothing, useIsLong, WaitingNote, WaitsHere, WaitsOver } from './loading/Waits.tsx';
export { Dialog } from './overlays/Dialog.tsx';
export { DialogBoundary } from './overlays/DialogBoundary.tsx';
export { Menu } from './overlays/Menu.tsx';
export { LaterMenu, MenuButton } from './overlays/MenuButton.tsx';
export { type MenuPlace } from './overlays/MenuPane.tsx';
export { type MenuEntry, type MenuGroup, type MenuItem, submenu } from './overlays/menuEntries.ts';
export { Popover } from './overlays/Popover.tsx';
export { Tabs, tabPanelProps } from './overlays/Tabs.tsx';
export { useSheet } from './overlays/useSheet.ts';
export { classes } from './page/classes.ts';
export {
  dateAndTime,
  dateAndTimeUtc,
  datedTime,
  hasDate,
  rowTime,
  seconds,
  timeColumn,
  timeOfDay,
} from './page/clock.ts';
export { COLOUR_MARKS } from './page/colourMarks.ts';
export {
  focusAwaited,
  focusByDefault,
  focusIfAwaited,
  focusTarget,
  isFocusFree,
  keepFocus,
  rememberFocus,
} from './page/focus.ts';
export { guardFocus } from './page/guardFocus.ts';
export { hasWords } from './page/hasWords.ts';
export { nameEnd, nameStart } from './page/longNames.ts';
export { page } from './page/page.ts';
export { setTheme, THEMES, useTheme } from './page/theme.ts';
export { useEdges } from './page/useEdges.ts';
export { useEscape } from './page/useEscape.ts';
export { useIsTime } from './page/useIsTime.ts';
export {
  FINGERS,
  isTouch,
  NARROW,
  PHONE,
  ROOM_FOR_VALUE,
  TIGHT,
  useMedia,
} from './page/useMedia.ts';
export { useRowKeys } from './page/useRowKeys.ts';
export { useWidth } from './page/useWidth.ts';
export { ChooseRow } from './rows/ChooseRow.tsx';
export { GridRow } from './rows/GridRow.tsx';
export { inPlaces } from './rows/inPlaces.ts';
export { HEAD_HEIGHT, type ListLayout, ROW_HEIGHT, useListLayout } from './rows/listLayout.ts';
export { type Listed } from './rows/listPart.ts';
export { CELL, CHARACTER, headLook, rowLook } from './rows/look.ts';
export { MenuOfRow } from './rows/MenuOfRow.tsx';
export { newestFirst, wantedRows } from './rows/newestFirst.ts';
export { RowBoundary } from './rows/RowBoundary.tsx';
export { RowGrid } from './rows/RowGrid.tsx';
export { isLink, isMenuButton, linkedPacket, rowIndexOf } from './rows/rowIndex.ts';
export { isMenuKey, rowForKey } from './rows/rowKeys.ts';
export { keptScroller } from './rows/rowScroller.ts';
export { SortHead, type Sorting } from './rows/SortHead.tsx';
export { BLOCK } from './rows/scroll.ts';
export { useLargest } from './rows/useLargest.ts';
export { sortingBy, useOrder } from './rows/useOrder.ts';
export { type Rows, useRows } from './rows/useRows.ts';
