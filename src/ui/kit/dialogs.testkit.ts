/** Dialogs that open without lying on top, for all tests with a page, which has none. */

Object.assign(HTMLDialogElement.prototype, {
  showModal: () => undefined,
  close: () => undefined,
});
