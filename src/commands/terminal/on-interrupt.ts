/** Says a last word before Ctrl-C ends the command. What it answers stops listening. */
export function onInterrupt(lastWord: () => Promise<void>): () => void {
  const end = (): void => void lastWord().finally(() => process.exit(130));
  process.once('SIGINT', end);
  return () => process.removeListener('SIGINT', end);
}
