/** Shows the buttons that copy a command, and makes them work. */
export function enableCopying(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      const text = button.dataset['copy'] ?? '';
      void copy(text, button).then((done) => {
        button.textContent = done ? 'Copied' : 'Selected';
        setTimeout(() => void (button.textContent = 'Copy'), 1500);
      });
    });
  }
}

/** Where the clipboard is refused, the command is selected: one key is left to press. */
async function copy(text: string, button: HTMLButtonElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const command = button.parentElement?.querySelector('code');
    if (command) getSelection()?.selectAllChildren(command);
    return false;
  }
}
