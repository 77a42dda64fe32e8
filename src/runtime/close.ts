/** Closes a dialog and takes it away at once, with the focus: the browser itself says "close" only with the next frame. */
export function closeDialog(dialog: HTMLDialogElement): void {
  if (!dialog.isConnected) return;
  dialog.close();
  dialog.dispatchEvent(new Event('closed', { bubbles: true }));
  dialog.remove();
}
